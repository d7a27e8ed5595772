using System.Collections.Immutable;
using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Scripted;

/// <summary>Islands without a store or nodes: results arrive and islands take their turns in an order drawn from a seed.</summary>
sealed class IslandsAlone
{
    readonly Random random;
    readonly IslandDecisions decisions = new(new ScriptedBreeder());
    readonly ScriptedResults results;
    readonly IslandPlan[] plans;
    readonly IslandState[] states;
    readonly List<IslandEvent>[] journals;
    readonly Dictionary<string, byte[]>[] mail;
    readonly List<WorkAsk>[] open;
    readonly SortedDictionary<int, WaveRecord>[] waves;

    public IslandsAlone(ImmutableArray<IslandPlan> plans, int order, ScriptedResults? results = null)
    {
        this.plans = [.. plans];
        random = new Random(order);
        this.results = results ?? new ScriptedResults();
        states = [.. plans.Select(_ => IslandState.Initial)];
        journals = [.. plans.Select(_ => new List<IslandEvent>())];
        mail = [.. plans.Select(_ => new Dictionary<string, byte[]>())];
        open = [.. plans.Select(_ => new List<WorkAsk>())];
        waves = [.. plans.Select(_ => new SortedDictionary<int, WaveRecord>())];
    }

    /// <summary>Looks at every turn: the state before it, its input, and its events one by one with the state that each met.</summary>
    public Action<IslandState, Input, Decision<IslandEvent>>? Watch { get; init; }

    public IReadOnlyList<IslandState> States => states;

    public IReadOnlyList<IReadOnlyList<IslandEvent>> Journals => journals;

    public bool AllEnded => states.All(s => s.Ended);

    /// <summary>The journals as the decision log prints them.</summary>
    public string Log => string.Concat(journals.SelectMany((events, i) => events.Select(IslandJson.Write)
        .Select(e => $"{IslandDecisions.Name(i)} {e.Type} {Encoding.UTF8.GetString(e.Data.Span)}\n")));

    /// <summary>Runs to the end, or until nobody can do anything.</summary>
    public void Run()
    {
        for (var i = 0; i < plans.Length; i++)
            Take(i, new MessageInput("from:run:1:0", IslandDecisions.FoundMessage, IslandJson.Bytes(plans[i])));
        while (Move()) { }
    }

    /// <summary>One act of one island, or of a device.</summary>
    bool Move()
    {
        var acts = new List<Action>();
        for (var i = 0; i < plans.Length; i++)
        {
            var island = i;
            if (Ready(island) is { } input) acts.Add(() => Take(island, input));
            if (open[island].Count > 0) acts.Add(() => Train(island));
        }

        if (acts.Count == 0) return false;
        acts[random.Next(acts.Count)]();
        return true;
    }

    void Train(int island)
    {
        var ask = open[island][random.Next(open[island].Count)];
        open[island].Remove(ask);
        mail[island].Add(ask.Key, results.Of(ask.Work, ask.Request));
    }

    Input? Ready(int island)
    {
        var awaiting = IslandDecisions.Next(states[island]);
        if (awaiting.Waves is { } awaited && WavesOf(awaited) is { } complete) return complete;
        foreach (var key in awaiting.Keys)
            if (mail[island].TryGetValue(key, out var data)) return new MessageInput(key, IslandDecisions.ResultMessage, data);
        return null;
    }

    WavesInput? WavesOf(WavesAwaited awaited)
    {
        var taken = awaited.Islands.Select(name => (Name: name, Wave: Wave(int.Parse(name["island/".Length..]), awaited.W))).ToList();
        return taken.All(t => t.Wave is not null) ? new WavesInput(awaited.W, [.. taken.Select(t => new WaveOf(t.Name, t.Wave!))]) : null;
    }

    WaveRecord? Wave(int island, int w) =>
        waves[island].GetValueOrDefault(w) ?? waves[island].Values.LastOrDefault(x => x.Closed && x.W <= w);

    void Take(int island, Input input)
    {
        var before = states[island];
        var decision = decisions.Decide(before, input);
        Watch?.Invoke(before, input, decision);
        if (input is MessageInput { Key: var key }) mail[island].Remove(key);
        foreach (var happened in decision.Events) states[island] = IslandFold.Apply(states[island], happened);
        journals[island].AddRange(decision.Events);
        open[island].AddRange(decision.Asks);
        foreach (var wave in decision.Waves) waves[island].Add(wave.W, new WaveRecord(wave.W, wave.Closed, wave.Data));
    }
}
