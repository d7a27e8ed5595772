using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Islands;

/// <summary>The island as an entity's logic: which fact it takes next, and what it asks for.</summary>
/// <param name="run">The run's name: evaluations and waves are asked for on its behalf.</param>
public sealed class IslandLogic(string run, IBreeder breeder) : ILogic<IslandState, IslandEvent>
{
    readonly IslandDecisions decisions = new(breeder);
    readonly string asker = new RunId(run).PersistenceId;

    public IslandState Initial => IslandState.Initial;

    /// <summary>
    /// A wave that is due comes before all else, and nothing else is taken until all of it has come. Then steers, a repeated one first,
    /// since it stood there in an earlier run; then the oldest ticket's result.
    /// </summary>
    public Input? Takes(IslandState state, Inbox inbox)
    {
        if (state.Plan is not { } plan)
            return inbox.Find<FoundIsland>(FoundingName) is { } found ? new Founding(found.Plan, found.Steers) : null;
        if (state.Ended) return null;
        var due = IslandDecisions.WaveToTake(state);
        if (due is { } wave && state.Open.Count < plan.Window && !plan.ArrivalOrder) return Waves(plan, inbox, wave);
        if (Steer(state, inbox) is { } steer) return steer;
        if (!plan.ArrivalOrder) return OldestResult(state, inbox);
        return due is { } w && Waves(plan, inbox, w) is { } waves ? waves : AnyResult(state, inbox);
    }

    public Decision<IslandEvent> Decide(IslandState state, Input input) => decisions.Decide(state, input);

    /// <exception cref="UnknownEventException">The island is of another decision version.</exception>
    public IslandState Apply(IslandState state, IslandEvent happened) =>
        happened is Founded { Plan.DecisionVersion: not IslandPlan.CurrentDecisionVersion } founded
            ? throw new UnknownEventException(nameof(Founded), founded.Plan.DecisionVersion)
            : IslandFold.Apply(state, happened);

    public IEnumerable<Question> Outstanding(IslandState state)
    {
        if (state.Plan is not { } plan || state.Ended) yield break;
        foreach (var (ticket, open) in state.Open) yield return open.Question(plan, asker, ticket).Question;
        if (IslandDecisions.WaveToTake(state) is not { } w) yield break;
        foreach (var neighbour in plan.Neighbours(w))
            yield return new Question(new IslandId(run, neighbour), new GetWave(w));
    }

    /// <summary>No more than the window's results, and two waves a neighbour: all else is not asked for.</summary>
    public bool IsOfUse(IslandState state, IMessage fact) => fact switch
    {
        FoundIsland => state.Plan is null,
        _ when state.Plan is null || state.Ended => false,
        Evaluated result => state.Open.Any(o => KeyOf(state, o.Key, o.Value) == result.Key),
        Wave wave => wave.From >= 0 && wave.From < state.Plan.Islands && wave.From != state.Plan.Island
            && (wave.Closed || wave.W == state.WavesTaken),
        SteerIsland steer => !state.Commands.Contains(steer.Command),
        _ => false,
    };

    /// <summary>By what name a fact lies in the inbox.</summary>
    public static object NameOf(IMessage fact) => fact switch
    {
        FoundIsland => FoundingName,
        Evaluated result => result.Key,
        Wave wave => new WaveName(wave.From, wave.Closed ? null : wave.W),
        SteerIsland steer => steer.Command,
        _ => throw new InvalidOperationException($"An island takes no {fact.GetType().Name}."),
    };

    /// <summary>Whether what a question of this island asks for has come and was not taken yet.</summary>
    public static bool HasAnswer(Inbox inbox, Question question) => (question.To, question.Message) switch
    {
        (_, Evaluate evaluation) => inbox.Find<Evaluated>(evaluation.Key) is not null,
        (IslandId neighbour, GetWave wave) => WaveOf(inbox, neighbour.Number, wave.W) is not null,
        _ => false,
    };

    /// <summary>The live steer that is taken next.</summary>
    public static SteerIsland? FirstSteer(Inbox inbox) => inbox.Facts.OfType<SteerIsland>().FirstOrDefault();

    static SteerTaken? Steer(IslandState state, Inbox inbox)
    {
        var repeated = state.Repeated.FirstOrDefault(s => s.After == state.Inputs && s.Change.Problem(state.Plan!) is null);
        if (repeated is not null) return new SteerTaken(null, repeated.Change);
        return FirstSteer(inbox) is { } live && live.Change.Problem(state.Plan!) is null ? new SteerTaken(live.Command, live.Change) : null;
    }

    static WavesTaken? Waves(IslandPlan plan, Inbox inbox, int w)
    {
        var waves = plan.Neighbours(w).Select(from => WaveOf(inbox, from, w)).ToList();
        return waves.Contains(null) ? null : new WavesTaken(w, [.. waves!]);
    }

    static Wave? WaveOf(Inbox inbox, int from, int w) =>
        inbox.Find<Wave>(new WaveName(from, w))
        ?? (inbox.Find<Wave>(new WaveName(from, null)) is { } closed && closed.W <= w ? closed : null);

    ResultTaken? OldestResult(IslandState state, Inbox inbox)
    {
        if (state.Open.IsEmpty) return null;
        var (ticket, open) = state.Open.First();
        return inbox.Find<Evaluated>(KeyOf(state, ticket, open)) is { } result ? new ResultTaken(ticket, result.Result, result.Cost) : null;
    }

    ResultTaken? AnyResult(IslandState state, Inbox inbox) => inbox.Facts.OfType<Evaluated>().FirstOrDefault() is { } result
        ? new ResultTaken(state.Open.First(o => KeyOf(state, o.Key, o.Value) == result.Key).Key, result.Result, result.Cost) : null;

    EvaluationKey KeyOf(IslandState state, Ticket ticket, OpenTicket open) => open.Question(state.Plan!, asker, ticket).Key;

    const string FoundingName = "founding";

    /// <param name="W">Null: the closed one, which stands for all later ones.</param>
    readonly record struct WaveName(int From, int? W);
}
