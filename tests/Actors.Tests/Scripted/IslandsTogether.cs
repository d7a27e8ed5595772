using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Tests.Scripted;

/// <summary>
/// Islands' entities in a world that loses, doubles and reorders messages, and ends copies of them at any moment, also while they write.
/// The world plays evaluations and the run.
/// </summary>
sealed class IslandsTogether(ImmutableArray<IslandPlan> plans, int order)
{
    readonly Random random = new(order);
    readonly ScriptedResults results = new();
    readonly List<WrittenStep>[] journals = [.. plans.Select(_ => new List<WrittenStep>())];
    readonly Copy?[] copies = new Copy?[plans.Length];
    readonly List<Action> underWay = [];
    TimeSpan now;

    public string Log => string.Concat(journals
        .SelectMany((journal, i) => DecisionLog.Lines(i, journal.SelectMany(s => s.Events.Select(e => (s.Number, (IslandEvent)e))), null))
        .Select(line => line + "\n"));

    public bool AllEnded => copies.All(c => c?.Entity.State.Ended == true);

    public void ToTheEnd(int most = 100_000)
    {
        for (var i = 0; i < most && !AllEnded; i++) Move();
    }

    void Move()
    {
        switch (random.Next(20))
        {
            case 0 when underWay.Count < 50:
                now += Patience.Tick;
                for (var i = 0; i < plans.Length; i++)
                {
                    Send(i, new FoundIsland(plans[i], []), new Nobody());
                    Send(i, new Pull(1, Go: true, null), new Nobody());
                    copies[i]?.Entity.Tick(now);
                }

                break;
            case 1 when random.Next(10) == 0:
                EndCopy(random.Next(plans.Length));
                break;
            case < 6:
                copies[random.Next(plans.Length)]?.Confirm();
                break;
            default:
                if (underWay.Count == 0) break;
                var at = random.Next(underWay.Count);
                var deliver = underWay[at];
                if (random.Next(8) > 0) underWay.RemoveAt(at);
                if (random.Next(8) > 0) deliver();
                break;
        }
    }

    void Send(int island, IMessage message, IAsker asker) => underWay.Add(() => At(island).Entity.Receive(message, asker, now));

    /// <summary>A write under way may be on record or not.</summary>
    void EndCopy(int island)
    {
        if (copies[island] is { Writing: { } step } && random.Next(2) == 0) journals[island].Add(step);
        copies[island] = null;
    }

    Copy At(int island)
    {
        if (copies[island] is { } living) return living;
        var copy = copies[island] = new Copy(this, island);
        foreach (var step in journals[island])
            foreach (var happened in step.Events) copy.Entity.Replay(happened, step.Number);
        copy.Entity.Recovered(now);
        return copy;
    }

    /// <summary>One copy of an island, its world, and where answers to it go.</summary>
    sealed class Copy : IEntityWorld, IAsker
    {
        readonly IslandsTogether all;
        readonly int number;

        public Copy(IslandsTogether all, int number)
        {
            (this.all, this.number) = (all, number);
            Entity = new IslandEntity(new IslandId("together", number), new IslandLogic(IslandsAlone.Run, new ScriptedBreeder()), this);
        }

        public IslandEntity Entity { get; }

        public WrittenStep? Writing { get; private set; }

        public void Confirm()
        {
            if (Writing is not { } step) return;
            all.journals[number].Add(step);
            Writing = null;
            Entity.Persisted(all.now);
        }

        public void Ask(EntityId whom, IMessage question)
        {
            if (question is Evaluate asked) Answer(all.results.Of(asked));
            else all.Send(((IslandId)whom).Number, question, this);
        }

        public void Answer(IMessage answer) => all.underWay.Add(() =>
        {
            if (all.copies[number] == this) Entity.Receive(answer, new Nobody(), all.now);
        });

        public void Persist(WrittenStep step) => Writing = step;

        public void Passivate() => all.copies[number] = null;

        public void TellDispatcher(IMessage message) => throw new InvalidOperationException("An island knows no dispatcher.");

        public bool IsGone(Incarnation process, TimeSpan since) => false;
    }

    sealed class Nobody : IAsker
    {
        public void Answer(IMessage answer)
        {
        }
    }
}
