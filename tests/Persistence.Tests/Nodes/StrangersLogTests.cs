using Akka.Event;
using LossActors.Persistence.Nodes;

namespace LossActors.Persistence.Tests.Nodes;

public sealed class StrangersLogTests
{
    static readonly string[] OfOneThatLeaves =
    [
        "Tried to associate with unreachable remote address [akka.ssl.tcp://lossactors@127.0.0.1:7]. Address is now gated for 5000 ms",
        "AssociationError [akka.ssl.tcp://lossactors@127.0.0.1:1] -> akka.ssl.tcp://lossactors@127.0.0.1:7: Error [Connection refused] []",
        "Association with remote system akka.ssl.tcp://lossactors@127.0.0.1:7 has failed; address is now gated for 5000 ms.",
    ];

    readonly Clock clock = new();

    [Fact]
    public void A_peer_that_leaves_is_not_spoken_of_and_one_that_stays_away_is()
    {
        var log = new StrangersLog(clock);
        Assert.All(OfOneThatLeaves, text => Assert.False(Says(log, text)));
        clock.Pass(StrangersLog.Patience / 2);
        Assert.All(OfOneThatLeaves, text => Assert.False(Says(log, text)));
        clock.Pass(StrangersLog.Patience);
        Assert.True(Says(log, OfOneThatLeaves[0]));
        Assert.False(Says(log, OfOneThatLeaves[0].Replace(":7]", ":8]")));
        // The next one that leaves from there.
        clock.Pass(TimeSpan.FromHours(1));
        Assert.False(Says(log, OfOneThatLeaves[0]));
    }

    [Fact]
    public void A_connection_that_ended_or_never_began_is_not_spoken_of_without_what_it_means()
    {
        var ended = new Error(new IOException(), "x", typeof(Akka.Actor.OneForOneStrategy), "Disassociated");
        Assert.Equal(LogFilterDecision.Drop, new StrangersLog(clock).ShouldKeepMessage(ended));
        var unjoined = new Warning("x", typeof(Akka.Cluster.Cluster), "Couldn't join seed nodes after [2] attempts, will try again.");
        Assert.Equal(LogFilterDecision.Drop, new StrangersLog(clock).ShouldKeepMessage(unjoined));
        var other = new Error(new IOException(), "x", typeof(Akka.Actor.OneForOneStrategy), "Something else");
        Assert.Equal(LogFilterDecision.NoDecision, new StrangersLog(clock).ShouldKeepMessage(other));
    }

    [Fact]
    public void What_is_refused_is_told_at_once_in_a_line_a_second()
    {
        var log = new StrangersLog(clock);
        Assert.True(Says(log, "Certificate of a stranger"));
        Assert.False(Says(log, "Certificate of a stranger"));
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.True(Says(log, "Certificate of a stranger"));
    }

    static bool Says(StrangersLog log, string text) =>
        log.ShouldKeepMessage(new Warning("x", typeof(Akka.Remote.RemoteActorRefProvider), text)) == LogFilterDecision.Keep;

    sealed class Clock : TimeProvider
    {
        long now;

        public void Pass(TimeSpan time) => now += time.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;
    }
}
