using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Tests.Evaluations;

namespace LossActors.Actors.Tests.Devices;

public sealed class DispatcherTests
{
    readonly Dispatcher dispatcher = new();
    readonly Listener card = new(), other = new();
    TimeSpan now;

    [Fact]
    public void A_free_lane_gets_what_is_wanted_whichever_comes_first()
    {
        Want("a");
        State(card, free: 2);
        Want("b");
        Want("c");
        Assert.Equal(["a", "b"], Given(card));
    }

    [Fact]
    public void The_oldest_ticket_goes_first_within_an_asker_and_askers_take_turns()
    {
        foreach (var ticket in new[] { 3, 1, 2 }) Want($"run {ticket}", ticket, "run");
        foreach (var ticket in new[] { 9, 8 }) Want($"other {ticket}", ticket, "other");
        State(card, free: 9);
        Assert.Equal(["run 1", "other 8", "run 2", "other 9", "run 3"], Given(card));
    }

    [Fact]
    public void What_a_device_holds_or_was_sent_is_given_to_nobody_else()
    {
        State(card, free: 1);
        Want("a");
        State(other, free: 4);
        Want("a");
        State(card, 0, holds: ["a"]);
        Want("a");
        Assert.Empty(Given(other));
    }

    [Fact]
    public void A_want_renewed_while_it_trains_is_given_again_if_the_device_lets_it_go()
    {
        State(card, free: 1);
        Want("a");
        State(card, 0, holds: ["a"]);
        State(other, free: 1);
        State(card, 0);
        Assert.Equal(["a"], Given(other));
    }

    [Fact]
    public void What_is_wanted_no_more_is_given_to_nobody()
    {
        Want("a");
        dispatcher.Receive(new NoWant(new("a")), card, now);
        State(card, free: 1);
        Assert.Empty(Given(card));
    }

    [Fact]
    public void Only_devices_of_the_same_class_get_a_want()
    {
        State(other, free: 1, arithmetic: "another");
        Want("a");
        State(card, free: 1);
        Assert.Empty(Given(other));
        Assert.Equal(["a"], Given(card));
    }

    [Fact]
    public void What_a_device_that_ended_held_or_was_sent_is_given_to_another_at_once()
    {
        State(card, free: 1, holds: ["held"]);
        Want("held");
        Want("sent");
        State(other, free: 2);
        dispatcher.Forget(card, now);
        Assert.Equal(["held", "sent"], Given(other));
    }

    [Fact]
    public void An_assignment_that_does_not_show_up_is_void_after_a_while()
    {
        State(card, free: 1);
        Want("a");
        Pass(4, () => State(card, 1));
        Assert.Equal(["a"], Given(card));
        Want("a");
        Pass(3, () => State(card, 1));
        Assert.Equal(["a", "a"], Given(card));
    }

    [Fact]
    public void A_lane_is_not_counted_twice_while_an_assignment_is_on_its_way()
    {
        State(card, free: 1);
        Want("a");
        Want("b");
        State(card, free: 1);
        Assert.Equal(["a"], Given(card));
    }

    [Fact]
    public void A_device_unheard_for_long_is_forgotten_and_what_it_held_is_given_to_another()
    {
        State(card, 0, holds: ["a"]);
        Want("a");
        Pass(12, () =>
        {
            State(other, 1);
            Want("a");
        });
        Assert.Equal(["a"], Given(other));
        Assert.Single(dispatcher.Devices);
    }

    [Fact]
    public void A_want_that_is_not_renewed_is_dropped()
    {
        Want("a");
        Pass(14);
        State(card, free: 1);
        Assert.Empty(Given(card));
        Assert.Equal(0, dispatcher.Wants);
    }

    [Fact]
    public void A_want_of_a_later_attempt_takes_the_place_of_the_former()
    {
        Want("a");
        Want("a", attempt: 1);
        State(card, free: 2);
        Assert.Equal(1, Assert.IsType<Assign>(Assert.Single(card.Heard)).Want.Attempt);
    }

    [Fact]
    public void Audits_come_last()
    {
        Want("audit", ticket: 0, audit: true);
        Want("a", ticket: 5);
        State(card, free: 1);
        Assert.Equal(["a"], Given(card));
        State(card, 1, holds: ["a"]);
        Assert.Equal(["a", "audit"], Given(card));
    }

    [Fact]
    public void One_assignment_in_a_hundred_goes_to_an_audit_though_others_wait()
    {
        Want("audit", audit: true);
        for (var i = 0; i < 200; i++) Want($"{i:000}", i);
        State(card, free: 100);
        Assert.Equal(99, Given(card).ToList().IndexOf("audit"));
    }

    [Fact]
    public void The_device_with_most_free_lanes_comes_first()
    {
        State(card, free: 1);
        State(other, free: 3);
        foreach (var key in new[] { "a", "b", "c", "d" }) Want(key);
        Assert.Equal(3, Given(other).Count());
        Assert.Single(Given(card));
    }

    [Fact]
    public void A_run_is_told_the_class_of_the_first_device_as_soon_as_there_is_one()
    {
        var run = new Listener();
        dispatcher.Receive(new WhichClass(new RunId("r")), run, now);
        Assert.Empty(run.Heard);
        State(card, 0);
        State(other, 0, arithmetic: "another");
        Assert.Equal([new ClassIs("class")], run.Heard);
        dispatcher.Receive(new WhichClass(new RunId("r")), run, now);
        Assert.Equal([new ClassIs("class"), new ClassIs("class")], run.Heard);
    }

    [Fact]
    public void Every_want_is_given_out_exactly_once_by_many_devices_and_many_runs()
    {
        const int Devices = 64, Lanes = 8, Wants = 5000;
        var cards = Enumerable.Range(0, Devices).Select(_ => new Listener()).ToArray();
        for (var i = 0; i < Wants; i++) Want($"{i}", i % 97, $"run {i % 5}");
        var trained = new List<string>();
        for (var round = 0; round < Wants / (Devices * Lanes) + 1; round++)
        {
            for (var d = 0; d < Devices; d++) State(cards[d], Lanes, name: $"card {d}");
            for (var d = 0; d < Devices; d++)
            {
                var holds = Given(cards[d]).ToArray();
                cards[d].Heard.Clear();
                State(cards[d], Lanes - holds.Length, name: $"card {d}", holds: holds);
                foreach (var done in holds) dispatcher.Receive(new NoWant(new(done)), card, now);
                trained.AddRange(holds);
            }
        }

        Assert.Equal(Enumerable.Range(0, Wants).Select(i => $"{i}").Order(), trained.Order());
        Assert.Equal(0, dispatcher.Wants);
    }

    static IEnumerable<string> Given(Listener device) => device.Heard.OfType<Assign>().Select(a => a.Want.Key.Hash);

    void Want(string key, long ticket = 0, string asker = "run", int attempt = 0, bool audit = false) => dispatcher.Receive(
        new Want(new(key), "class", Bench.Question().Request, asker, ticket, attempt, attempt > 0, audit), new Listener(), now);

    void State(Listener device, int free, string? name = null, string arithmetic = "class", string[]? holds = null) => dispatcher.Receive(
        new DeviceState(
            name ?? (device == card ? "card" : "other"), new("p"), arithmetic, 8, free,
            [.. (holds ?? []).Select(k => new EvaluationKey(k))]),
        device, now);

    void Pass(int seconds, Action? each = null)
    {
        for (var i = 0; i < seconds; i++)
        {
            now += TimeSpan.FromSeconds(1);
            each?.Invoke();
            dispatcher.Tick(now);
        }
    }
}
