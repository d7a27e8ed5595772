using System.Text;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Runs;

/// <summary>
/// A run and its islands as they are, in a world that loses, doubles and reorders messages and ends copies of them at any moment, also
/// while they write. The world plays evaluations and the dispatcher.
/// </summary>
/// <param name="order">Seed of all that happens; 0: nothing is lost and nobody ends.</param>
sealed class WholeRun(RunPlan plan, int order)
{
    readonly Random random = new(order);
    readonly ScriptedResults results = new();
    readonly Dictionary<EntityId, List<WrittenStep>> journals = [];
    readonly Dictionary<EntityId, Copy> copies = [];
    readonly List<Action> underWay = [];
    readonly RunId id = new(plan.Name);
    TimeSpan now;

    public IReadOnlyList<RunEvent> Events => [.. Journal(id).SelectMany(s => s.Events).Cast<RunEvent>()];

    public SearchEnded Search => Events.OfType<SearchEnded>().Single();

    public bool Ended => Events is [.., RunEnded];

    /// <summary>The decision log up to the stop and the outcome: all that two runs of one search have in common.</summary>
    public string Digest => string.Join('\n', Enumerable.Range(0, plan.Islands.Islands)
        .SelectMany(i => DecisionLog.Lines(i, Island(i), Search.Stop))
        .Concat(Events.Where(e => e is SearchEnded or FinalistsRanked or RunEnded)
            .Select(e => Encoding.UTF8.GetString(RunJson.Events.Write(e)))));

    public IEnumerable<(long, IslandEvent)> Island(int i) =>
        Journal(new IslandId(plan.Name, i)).SelectMany(s => s.Events.Select(e => (s.Number, (IslandEvent)e)));

    public WholeRun ToTheEnd()
    {
        var asker = new ScriptedAsker();
        for (var i = 0; !Ended; i++)
        {
            Assert.True(i < 200_000, $"The run of order {order} stands still.");
            if (i % 5_000 == 0) Send(id, ScriptedRun.Founding(plan), asker);
            Move();
        }

        return this;
    }

    void Move()
    {
        switch (random.Next(20))
        {
            case 0 when underWay.Count < 50:
                now += Patience.Tick;
                foreach (var copy in copies.Values.ToList()) copy.Entity.Tick(now);
                break;
            case 1 when order > 0 && copies.Count > 0 && random.Next(20) == 0:
                EndCopy(copies.Keys.ElementAt(random.Next(copies.Count)));
                break;
            case < 8 when copies.Count > 0:
                copies.Values.ElementAt(random.Next(copies.Count)).Confirm();
                break;
            case >= 8 when underWay.Count > 0:
                var at = random.Next(underWay.Count);
                var deliver = underWay[at];
                if (order == 0 || random.Next(10) > 0) underWay.RemoveAt(at);
                if (order == 0 || random.Next(10) > 0) deliver();
                break;
        }
    }

    List<WrittenStep> Journal(EntityId of) => journals.TryGetValue(of, out var found) ? found : journals[of] = [];

    void Send(EntityId whom, IMessage message, IAsker asker) => underWay.Add(() => At(whom).Entity.Receive(message, asker, now));

    /// <summary>A write under way may be on record or not.</summary>
    void EndCopy(EntityId whom)
    {
        if (copies.Remove(whom, out var copy) && copy.Writing is { } step && random.Next(2) == 0) Journal(whom).Add(step);
    }

    Copy At(EntityId whom)
    {
        if (copies.TryGetValue(whom, out var living)) return living;
        var copy = copies[whom] = new Copy(this, whom);
        foreach (var step in Journal(whom))
            foreach (var happened in step.Events) copy.Entity.Replay(happened, step.Number);
        copy.Entity.Recovered(now);
        return copy;
    }

    sealed class Copy : IEntityWorld, IAsker
    {
        readonly WholeRun all;
        readonly EntityId id;

        public Copy(WholeRun all, EntityId id)
        {
            (this.all, this.id) = (all, id);
            Entity = id is RunId run ? new RunEntity(run, new RunLogic(), this)
                : new IslandEntity((IslandId)id, new IslandLogic(((IslandId)id).Run, new ScriptedBreeder()), this);
        }

        public IEntity Entity { get; }

        public WrittenStep? Writing { get; private set; }

        public void Confirm()
        {
            if (Writing is not { } step) return;
            all.Journal(id).Add(step);
            Writing = null;
            Entity.Persisted(all.now);
        }

        public void Ask(EntityId whom, IMessage question)
        {
            if (question is Evaluate asked) Answer(all.results.Of(asked));
            else all.Send(whom, question, this);
        }

        public void Answer(IMessage answer) => all.underWay.Add(() =>
        {
            if (all.copies.GetValueOrDefault(id) == this) Entity.Receive(answer, new ScriptedAsker(), all.now);
        });

        public void TellDispatcher(IMessage message) => Answer(new ClassIs(Plans.Arithmetic));

        public void Persist(WrittenStep step) => Writing = step;

        public void Passivate() => all.copies.Remove(id);

        public bool IsGone(Incarnation process, TimeSpan since) => false;
    }
}
