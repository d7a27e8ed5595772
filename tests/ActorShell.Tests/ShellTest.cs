using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using LossActors.Actors.Entities;
using Xunit.Abstractions;

namespace LossActors.ActorShell.Tests;

/// <summary>One counter in a real actor, under a parent that acts as its shard, on Akka's test journal and in virtual time.</summary>
public abstract class ShellTest : TestKit
{
    protected static readonly EntityId Id = new RunId("counter");

    static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.persistence.journal { plugin = "test.journal", auto-start-journals = [] }
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        test.journal.class = "Akka.Persistence.TestKit.TestJournal, Akka.Persistence.TestKit"
        test.journal { plugin-dispatcher = "akka.actor.default-dispatcher" }
        """);

    protected ShellTest(ITestOutputHelper output)
        : base(Settings, nameof(ShellTest), output)
    {
        Dispatcher = CreateTestProbe();
        Parent = CreateTestProbe();
        Journal = TestJournal.FromRef(Store);
        Sys.EventStream.Subscribe(TestActor, typeof(EntityStandsStill));
    }

    protected TestProbe Dispatcher { get; }

    /// <summary>Hears what the shard sees: <see cref="Passivation"/> and <see cref="Ended"/>.</summary>
    protected TestProbe Parent { get; }

    protected ITestJournal Journal { get; }

    protected IActorRef Store => Persistence.Instance.Apply(Sys).JournalFor(null);

    protected IActorRef Snapshots => Persistence.Instance.Apply(Sys).SnapshotStoreFor(null);

    protected TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    protected IActorRef Counter(int snapshotEvery = 512, JournalNotes? notes = null)
    {
        var shell = new EntityShell
        {
            Process = new("p"), Node = "n", Regions = new NoRegions(), Dispatcher = Dispatcher, IsGone = (_, _) => false,
            Passivate = new Passivation(), SnapshotEvery = snapshotEvery, Notes = notes ?? new JournalNotes(),
        };
        var props = EntityActor.Props(shell, Id, world => new CounterEntity(Id, world));
        return Sys.ActorOf(Props.Create(() => new Shard(props, Parent.Ref)));
    }

    /// <summary>Asks until answered, as everybody does.</summary>
    protected async Task<int> Ask(IActorRef counter, IMessage question)
    {
        for (var patience = 0; patience < 100; patience++)
        {
            counter.Tell(question);
            var answer = await ReceiveOneAsync(TimeSpan.FromMilliseconds(300));
            while (answer is EntityStandsStill) answer = await ReceiveOneAsync(TimeSpan.FromMilliseconds(300));
            if (answer is Sum(var sum)) return sum;
        }

        throw new TimeoutException($"{question} was not answered.");
    }

    /// <summary>Why the entity stands still, when it says so; late answers to what was asked before are passed over.</summary>
    protected async Task<string> StandsStill()
    {
        while (await ReceiveOneAsync(TimeSpan.FromSeconds(30)) is { } message)
            if (message is EntityStandsStill still) return still.Reason;
        throw new TimeoutException("The entity does not stand still.");
    }

    /// <summary>What the journal has on record.</summary>
    protected async Task<IReadOnlyList<Journaled>> OnRecord()
    {
        var reader = CreateTestProbe();
        Store.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, Id.PersistenceId, reader.Ref));
        var found = new List<Journaled>();
        while (await reader.ReceiveOneAsync(TimeSpan.FromSeconds(10)) is ReplayedMessage replayed)
            found.Add((Journaled)replayed.Persistent.Payload);
        return found;
    }

    protected sealed record Passivation;

    protected sealed record Ended;

    sealed class NoRegions : IEntityRegions
    {
        public IActorRef Of(EntityId entity) => ActorRefs.Nobody;
    }

    sealed class Shard(Props entity, IActorRef watcher) : UntypedActor
    {
        IActorRef? child;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Passivation:
                    watcher.Tell(message);
                    child.Tell(EndLife.Instance);
                    break;
                case Terminated:
                    child = null;
                    watcher.Tell(new Ended());
                    break;
                default:
                    child ??= Context.Watch(Context.ActorOf(entity));
                    child.Forward(message);
                    break;
            }
        }
    }
}
