using Akka.Actor;
using LossActors.Actors.Entities;
using Xunit.Abstractions;

namespace LossActors.ActorShell.Tests;

public sealed class EntityActorTests(ITestOutputHelper output) : ShellTest(output)
{
    [Fact]
    public async Task What_it_wrote_is_there_after_it_died()
    {
        var counter = Counter();
        Assert.Equal(1, await Ask(counter, new Add("a", 1)));
        Assert.Equal(3, await Ask(counter, new Add("b", 2)));
        counter.Tell(EndLife.Instance);
        await Parent.ExpectMsgAsync<Ended>();
        Assert.Equal(3, await Ask(counter, new GetSum()));
    }

    [Fact, Trait("guarantee", "G3")]
    public async Task Every_event_bears_its_step_and_who_wrote_it()
    {
        var counter = Counter();
        await Ask(counter, new Add("a", 1));
        await Ask(counter, new Add("b", 2));
        Assert.Equal(
            [
                new Journaled(new Named("a"), 1, new("p"), "n", null), new Journaled(new Grown("a", 1), 1, new("p"), "n", null),
                new Journaled(new Named("b"), 2, new("p"), "n", null), new Journaled(new Grown("b", 2), 2, new("p"), "n", null),
            ],
            await OnRecord());
    }

    [Theory, Trait("guarantee", "G6")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_write_that_fails_ends_this_copy_and_the_next_one_goes_on(int which)
    {
        var writes = 0;
        await Journal.OnWrite.FailIf(written => IsFirstOfStep(written.Payload) && ++writes == which);
        await AddFour();
        await Parent.ExpectMsgAsync<Ended>();
    }

    [Theory, Trait("guarantee", "G6")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_write_that_is_refused_ends_this_copy_and_the_next_one_goes_on(int which)
    {
        var writes = 0;
        await Journal.OnWrite.RejectIf(written => IsFirstOfStep(written.Payload) && ++writes == which);
        await AddFour();
        await Parent.ExpectMsgAsync<Ended>();
    }

    [Fact, Trait("guarantee", "G6")]
    public async Task Nothing_is_answered_before_it_is_on_record()
    {
        await Journal.OnWrite.Fail();
        Counter().Tell(new Add("a", 1));
        await Parent.ExpectMsgAsync<Ended>();
        Assert.False(HasMessages);
        await Journal.OnWrite.Pass();
        Assert.Empty(await OnRecord());
    }

    [Fact, Trait("guarantee", "G9")]
    public async Task A_journal_out_of_reach_is_asked_again()
    {
        var counter = Counter();
        await Ask(counter, new Add("a", 1));
        counter.Tell(EndLife.Instance);
        await Parent.ExpectMsgAsync<Ended>();
        await Journal.OnRecovery.Fail();
        counter.Tell(new GetSum());
        await Parent.ExpectMsgAsync<Ended>();
        await Journal.OnRecovery.Pass();
        Assert.Equal(1, await Ask(counter, new GetSum()));
    }

    [Fact]
    public async Task It_ends_its_life_when_it_rests_and_the_next_message_makes_another()
    {
        var counter = Counter();
        await Ask(counter, new Add("a", 1));
        counter.Tell(new Rest());
        await Parent.ExpectMsgAsync<Passivation>();
        await Parent.ExpectMsgAsync<Ended>();
        Assert.Equal(1, await Ask(counter, new GetSum()));
    }

    [Fact]
    public async Task It_says_all_that_is_outstanding_at_every_tick()
    {
        await Ask(Counter(), new Add("a", 1));
        for (var tick = 0; tick < 3; tick++)
        {
            Clock.Advance(Patience.Tick);
            await Dispatcher.ExpectMsgAsync(new Sum(1));
        }
    }

    static bool IsFirstOfStep(object written) => written is Journaled { Event: Named };

    async Task AddFour()
    {
        var counter = Counter();
        for (var i = 1; i <= 4; i++) await Ask(counter, new Add($"{i}", i));
        counter.Tell(EndLife.Instance);
        Assert.Equal(10, await Ask(counter, new GetSum()));
        Assert.Equal(["1", "2", "3", "4"], (await OnRecord()).Select(j => j.Event).OfType<Named>().Select(n => n.Name));
        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4], (await OnRecord()).Select(j => j.Step));
    }
}
