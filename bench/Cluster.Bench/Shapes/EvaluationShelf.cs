using System.Text.Json;
using Akka.Actor;
using Akka.Persistence;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Cluster.Bench.Shapes;

/// <summary>A prototype: one persistent actor for many evaluations, whose steps it writes together.</summary>
sealed class EvaluationShelf : ReceivePersistentActor, IWithTimers
{
    readonly EntityShell shell;
    readonly Dictionary<EvaluationKey, EvaluationEntity> awake = [];
    readonly Dictionary<EvaluationKey, List<Journaled>> history = [];
    readonly List<(EvaluationKey Key, WrittenStep Step)> pending = [];

    public EvaluationShelf(EntityShell shell, int number)
    {
        this.shell = shell;
        (PersistenceId, JournalPluginId) = ($"evaluation/shelf-{number}", shell.JournalPlugin);
        Recover<Journaled>(Remember);
        Command<Addressed>(m => Awake(((EvaluationId)m.To).Key).Receive(m.Message, new ActorAsker(Sender, Self), Now));
        Command<Flush>(_ => Write());
        Command<Beat>(_ =>
        {
            foreach (var one in awake.Values.ToList()) one.Tick(Now);
        });
    }

    public static IEventCodec Codec { get; } = new ShelvedCodec();

    public override string PersistenceId { get; }

    public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

    public ITimerScheduler Timers { get; set; } = null!;

    TimeSpan Now => shell.Time.GetElapsedTime(0);

    public static Props Props(EntityShell shell, int number) => Akka.Actor.Props.Create(() => new EvaluationShelf(shell, number));

    protected override void PreStart()
    {
        base.PreStart();
        Timers.StartPeriodicTimer(nameof(Beat), new Beat(), Patience.Tick);
    }

    EvaluationEntity Awake(EvaluationKey key)
    {
        if (awake.TryGetValue(key, out var known)) return known;
        var id = new EvaluationId(key);
        var one = awake[key] = new EvaluationEntity(id, new EvaluationLogic(key), new World(this, key));
        foreach (var past in history.GetValueOrDefault(key, [])) one.Replay(past.Event, past.Step);
        one.Recovered(Now);
        return one;
    }

    /// <summary>What is in the mailbox by now shares a write.</summary>
    void Persist(EvaluationKey key, WrittenStep step)
    {
        if (pending.Count == 0) Self.Tell(new Flush());
        pending.Add((key, step));
    }

    void Write()
    {
        var steps = pending.ToArray();
        pending.Clear();
        var events = steps.SelectMany(s => s.Step.Events.Select(
            e => new Journaled(new Shelved(s.Key, e), s.Step.Number, shell.Process, shell.Node, s.Step.Cost))).ToArray();
        var left = events.Length;
        PersistAll(events, written =>
        {
            Remember(written);
            if (--left > 0) return;
            foreach (var (key, _) in steps) awake[key].Persisted(Now);
        });
    }

    void Remember(Journaled written)
    {
        var shelved = (Shelved)written.Event;
        if (!history.TryGetValue(shelved.Key, out var past)) history[shelved.Key] = past = [];
        past.Add(written with { Event = shelved.Happened });
    }

    sealed class World(EvaluationShelf shelf, EvaluationKey key) : IEntityWorld
    {
        public void Ask(EntityId whom, IMessage question) => shelf.shell.Regions.Of(whom).Tell(new Addressed(whom, question), shelf.Self);

        public void TellDispatcher(IMessage message) => shelf.shell.Dispatcher.Tell(message, shelf.Self);

        public void Persist(WrittenStep step) => shelf.Persist(key, step);

        public void Passivate() => shelf.awake.Remove(key);

        public bool IsGone(Incarnation process, TimeSpan since) => false;
    }

    sealed record Flush;

    sealed record Beat;

    sealed record Shelved(EvaluationKey Key, IEvent Happened) : IEvent;

    sealed class ShelvedCodec : IEventCodec
    {
        public string Kind => "shelf";

        public int Version => 1;

        public bool Knows(IEvent happened) => happened is Shelved;

        public byte[] Write(IEvent happened)
        {
            var (key, inner) = (Shelved)happened;
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteString("key", key.Hash);
                json.WriteString("type", inner.GetType().Name);
                json.WritePropertyName("event");
                json.WriteRawValue(EvaluationJson.Events.Write(inner), skipInputValidation: true);
                json.WriteEndObject();
            }

            return buffer.ToArray();
        }

        public IEvent Read(string type, int version, ReadOnlySpan<byte> data)
        {
            using var json = JsonDocument.Parse(data.ToArray());
            var root = json.RootElement;
            var inner = EvaluationJson.Events.Read(
                root.GetProperty("type").GetString()!, version, JsonSerializer.SerializeToUtf8Bytes(root.GetProperty("event")));
            return new Shelved(new EvaluationKey(root.GetProperty("key").GetString()!), inner);
        }
    }
}
