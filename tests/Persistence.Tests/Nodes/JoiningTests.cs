using LossActors.Persistence.Nodes;

namespace LossActors.Persistence.Tests.Nodes;

public sealed class JoiningTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    static readonly NodeEntry Me = NodeTableTests.Entry("me", "9");

    readonly Joining joining = new(Me.Key, Patience);

    [Fact]
    public void On_an_empty_table_a_cluster_is_formed_at_once() => Assert.IsType<JoinStep.Form>(Look(0));

    [Fact]
    public void Whose_beat_changes_is_joined()
    {
        Assert.IsType<JoinStep.Look>(Look(0, Up("a", 5), Up("b", 5)));
        Assert.IsType<JoinStep.Look>(Look(1, Up("a", 5), Up("b", 5)));

        Assert.Equal(["b"], Assert.IsType<JoinStep.Join>(Look(2, Up("a", 5), Up("b", 6))).Nodes.Select(n => n.Address));
    }

    [Fact]
    public void Nobodys_beat_for_long_enough_means_that_nobody_lives()
    {
        Assert.IsType<JoinStep.Look>(Look(0, Up("a", 5)));
        Assert.IsType<JoinStep.Look>(Look(5.9, Up("a", 5)));
        Assert.IsType<JoinStep.Form>(Look(6, Up("a", 5)));
    }

    [Fact]
    public void Who_was_not_listed_at_first_lives()
    {
        Look(0);
        Assert.IsType<JoinStep.Join>(Look(0.1, Up("a", 5)));
    }

    [Fact]
    public void Processes_known_to_be_gone_are_not_waited_for() =>
        Assert.IsType<JoinStep.Form>(joining.Look([Up("a", 5)], _ => true, TimeSpan.Zero));

    [Fact]
    public void A_former_life_of_the_own_address_is_neither_joined_nor_waited_for()
    {
        Assert.IsType<JoinStep.Form>(Look(0, Up("me", 5)));
        Assert.IsType<JoinStep.Form>(Look(1, Up("me", 6)));
    }

    [Fact]
    public void Only_rows_that_are_up_count() =>
        Assert.IsType<JoinStep.Form>(Look(0, Up("a", 5) with { State = NodeState.Down }, Up("b", 5) with { State = NodeState.Joining }));

    JoinStep Look(double seconds, params NodeRow[] rows) => joining.Look(rows, _ => false, TimeSpan.FromSeconds(seconds));

    static NodeRow Up(string address, long beat) => new(NodeTableTests.Entry(address, "1"), NodeState.Up, beat, 0, false);
}
