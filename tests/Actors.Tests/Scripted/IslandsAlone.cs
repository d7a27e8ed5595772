using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Tests.Scripted;

/// <summary>Islands' logics without a journal or nodes: answers arrive and islands step in an order drawn from a seed.</summary>
sealed class IslandsAlone(
    ImmutableArray<IslandPlan> plans, int order, ScriptedResults? results = null, Func<int, ImmutableArray<RepeatedSteer>>? repeated = null)
{
    public const string Run = "alone";

    readonly Random random = new(order);
    readonly ScriptedResults results = results ?? new ScriptedResults();
    readonly IslandLogic logic = new(Run, new ScriptedBreeder());
    readonly IslandState[] states = [.. plans.Select(_ => IslandState.Initial)];
    readonly List<(long Step, IslandEvent Event)>[] journals = [.. plans.Select(_ => new List<(long, IslandEvent)>())];
    readonly Inbox[] inboxes = [.. plans.Select(_ => new Inbox())];

    /// <summary>Looks at every step: the state before it, its input, and what was decided.</summary>
    public Action<IslandState, Input, Decision<IslandEvent>>? Watch { get; init; }

    /// <summary>Steers of people, drawn at random for an island that is given its state; null: none now.</summary>
    public Func<Random, IslandState, Steering?>? People { get; init; }

    public IReadOnlyList<IslandState> States => states;

    public IReadOnlyList<IReadOnlyList<(long Step, IslandEvent Event)>> Journals => journals;

    public bool AllEnded => states.All(s => s.Ended);

    public string Log => LogTo(null);

    /// <summary>The journals as the decision log prints them.</summary>
    public string LogTo(int? stop) =>
        string.Concat(journals.SelectMany((journal, i) => DecisionLog.Lines(i, journal, stop)).Select(line => line + "\n"));

    /// <summary>Runs to the end, or until nobody can do anything.</summary>
    public IslandsAlone ToTheEnd()
    {
        for (var i = 0; i < plans.Length; i++)
        {
            Put(i, new FoundIsland(plans[i], repeated?.Invoke(i) ?? []));
            Take(i, logic.Takes(states[i], inboxes[i])!);
        }

        while (Move()) { }
        return this;
    }

    /// <summary>One step of one island, or one answer to it.</summary>
    bool Move()
    {
        var acts = new List<Action>();
        for (var i = 0; i < plans.Length; i++)
        {
            var island = i;
            if (People?.Invoke(random, states[i]) is { } change)
                Put(i, new SteerIsland(new CommandId($"{random.Next()}"), change));
            if (logic.Takes(states[i], inboxes[i]) is { } input) acts.Add(() => Take(island, input));
            foreach (var question in logic.Outstanding(states[i]))
                if (question.Message is Evaluate asked && inboxes[i].Find<Evaluated>(asked.Key) is null)
                    acts.Add(() => Put(island, results.Of(asked)));
                else if (question is { To: IslandId from, Message: GetWave of }
                    && states[from.Number].Published(of.W) is { } wave && !inboxes[i].Facts.Contains(wave))
                    acts.Add(() => Put(island, wave));
        }

        if (acts.Count == 0) return false;
        acts[random.Next(acts.Count)]();
        return true;
    }

    void Put(int island, IMessage fact)
    {
        if (logic.IsOfUse(states[island], fact)) inboxes[island].Add(IslandLogic.NameOf(fact), fact);
    }

    void Take(int island, Input input)
    {
        var before = states[island];
        var decision = logic.Decide(before, input);
        Watch?.Invoke(before, input, decision);
        states[island] = decision.Events.Aggregate(before, logic.Apply);
        journals[island].AddRange(decision.Events.Select(e => (states[island].Inputs + 0L, e)));
        inboxes[island].Keep(fact => logic.IsOfUse(states[island], fact));
    }
}
