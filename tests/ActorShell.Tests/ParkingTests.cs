using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using LossActors.Actors.Entities;
using Xunit.Abstractions;

namespace LossActors.ActorShell.Tests;

public sealed class ParkingTests(ITestOutputHelper output) : ShellTest(output)
{
    [Fact]
    public async Task An_entity_that_throws_is_parked_with_its_reason_and_takes_nothing()
    {
        var counter = Counter();
        counter.Tell(new Fail());
        await ExpectMsgAsync(new EntityStandsStill(Id, "told to fail"));
        counter.Tell(new Add("a", 1));
        await End(counter);
        Assert.False(HasMessages);
        Assert.Empty(await OnRecord());
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_parks_the_entity_in_life_and_in_every_recovery()
    {
        var counter = Counter();
        await Ask(counter, new Add("a", 1));
        for (var life = 0; life < 3; life++)
        {
            counter.Tell(life == 0 ? new Add("b", 666) : new GetSum());
            Assert.Equal("666 cannot be applied", await StandsStill());
            await End(counter);
        }

    }

    [Fact]
    public async Task A_journal_that_does_not_read_parks_the_entity_and_is_read_once()
    {
        var counter = Counter();
        await Ask(counter, new Add("a", 1));
        await End(counter);
        var bad = new Unreadable();
        await Journal.OnRecovery.SetInterceptorAsync(bad);
        counter.Tell(new GetSum());
        await Parent.ExpectMsgAsync<Ended>();
        for (var life = 0; life < 3; life++)
        {
            counter.Tell(new GetSum());
            Assert.Contains("newer", (await ExpectMsgAsync<EntityStandsStill>()).Reason);
            await End(counter);
        }

        Assert.Equal(1, bad.Reads);
    }

    async Task End(IActorRef counter)
    {
        counter.Tell(EndLife.Instance);
        await Parent.ExpectMsgAsync<Ended>();
    }

    sealed class Unreadable : IJournalInterceptor
    {
        public int Reads { get; private set; }

        public Task InterceptAsync(IPersistentRepresentation message)
        {
            Reads++;
            throw new UnknownEventException("Grown", 9);
        }
    }
}
