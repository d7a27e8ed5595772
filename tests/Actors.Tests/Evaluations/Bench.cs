using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Evaluations;

/// <summary>An asker or device that keeps what it is answered.</summary>
sealed class Listener : IAsker
{
    public List<IMessage> Heard { get; } = [];

    public void Answer(IMessage answer) => Heard.Add(answer);
}

/// <summary>One evaluation on a journal of its own, with a clock that is set by hand.</summary>
sealed class Bench : IEntityWorld
{
    public static readonly EvaluationKey Key = new("k");
    public static readonly CanonicalJson Good = new("""{"outcome":"good"}"""), Other = new("""{"outcome":"other"}""");
    public static readonly Incarnation One = new("one"), Two = new("two");

    static readonly EvaluationRequest Request = new(
        "-y*log(p)", new Recipe(new ClustersSpec(), new MlpSpec([4]), new SgdSpec(0.1), Batch: 8, Steps: 10), 1, 0, new Search());

    readonly EvaluationLogic logic;
    EvaluationEntity entity;

    public Bench(int auditEvery = 0)
    {
        logic = new EvaluationLogic(Key, auditEvery);
        entity = Recover();
    }

    public TimeSpan Now { get; private set; }

    public List<IEvent> Journal { get; } = [];

    public List<IMessage> ToDispatcher { get; } = [];

    public HashSet<Incarnation> Gone { get; } = [];

    public bool WritesAtOnce { get; set; } = true;

    public bool HasEnded { get; private set; }

    public string? Complaint { get; private set; }

    public Want? LastWant => ToDispatcher.LastOrDefault() as Want;

    public EvaluationState State => entity.State;

    public static Evaluate Question(string asker = "run", long ticket = 0) => new(Key, "class", Request, asker, ticket);

    public static MayStart Leave(int attempt = 0, Incarnation? process = null, string node = "a") =>
        new(Key, attempt, "cpu", node, process ?? One);

    public static Trained Result(CanonicalJson bits, bool isAudit = false) => new(Key, bits, 2, "run", "cpu", One, isAudit);

    public static ChildDied Death(int attempt, string reason = "gone") => new(Key, attempt, reason, "run", "cpu", One);

    public EvaluationEntity Recover()
    {
        entity = new EvaluationEntity(new EvaluationId(Key), logic, this);
        HasEnded = false;
        foreach (var happened in Journal) entity.Replay(happened, 1);
        entity.Recovered(Now);
        return entity;
    }

    public Listener Tell(IMessage message, Listener? from = null)
    {
        from ??= new Listener();
        entity.Receive(message, from, Now);
        return from;
    }

    /// <summary>Lets time pass, tick by tick, with an optional asker that asks again at each.</summary>
    public void Pass(double seconds, Listener? asker = null)
    {
        for (var until = Now + TimeSpan.FromSeconds(seconds); Now < until;)
        {
            Now += TimeSpan.FromSeconds(1);
            if (asker is not null) Tell(Question(), asker);
            if (!HasEnded) entity.Tick(Now);
        }
    }

    public void Write() => entity.Persisted(Now);

    void IEntityWorld.Ask(EntityId whom, IMessage question) => Assert.Fail("An evaluation asks nobody.");

    void IEntityWorld.TellDispatcher(IMessage message) => ToDispatcher.Add(message);

    void IEntityWorld.Persist(WrittenStep written)
    {
        Assert.NotEmpty(written.Events);
        Journal.AddRange(written.Events);
        if (WritesAtOnce) entity.Persisted(Now);
    }

    void IEntityWorld.Passivate() => HasEnded = true;

    bool IEntityWorld.IsGone(Incarnation process, TimeSpan since) => Gone.Contains(process);

    void IEntityWorld.StandsStill(string reason) => Complaint = reason;
}
