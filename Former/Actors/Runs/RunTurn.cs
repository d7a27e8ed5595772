using System.Collections.Immutable;
using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Runs;

/// <summary>Collects one turn's events and effects; the run it shows is always the one after the events so far.</summary>
sealed class RunTurn(RunProgress run)
{
    readonly List<RunEvent> events = [];
    readonly List<WorkAsk> asks = [];
    readonly List<OutgoingMessage> messages = [];
    readonly List<NewActor> spawned = [];
    RunChange? change;

    public RunProgress Run { get; private set; } = run;

    public void Emit(RunEvent happened)
    {
        events.Add(happened);
        Run = RunFold.Apply(Run, happened);
    }

    /// <summary>Asks for every entrant on every draw.</summary>
    public void Open(TrialStage stage, ImmutableArray<Entrant> entrants, ImmutableArray<int> draws)
    {
        var ticket = Run.Tickets;
        Emit(new TrialOpened(stage, entrants, draws, ticket));
        foreach (var entrant in entrants)
        {
            foreach (var draw in draws)
            {
                var request = stage == TrialStage.Tuning
                    ? new EvaluationRequest(entrant.Genome, Recipe.Parse(entrant.Recipe.Text), 1, draw, new Search())
                    : new EvaluationRequest(entrant.Genome, Recipe.Parse(entrant.Recipe.Text), 1, 0, new Proof((ulong)draw));
                asks.Add(new WorkAsk(
                    new WorkId(request.WorkKey(Run.ArithmeticClass!)), Run.ArithmeticClass!, Encoding.UTF8.GetBytes(request.ToJson()),
                    ticket, $"ticket:{ticket}"));
                ticket++;
            }
        }
    }

    public void FoundIslands(ImmutableArray<IslandPlan> plans)
    {
        Emit(new IslandsFounded(plans.Length));
        foreach (var plan in plans)
        {
            var name = IslandDecisions.Name(plan.Island);
            spawned.Add(new NewActor(name, IslandLogic.Kind));
            messages.Add(new OutgoingMessage(name, IslandDecisions.FoundMessage, IslandJson.Bytes(plan)));
        }
    }

    /// <summary>
    /// Ends the search. Only now does the run's row hold the islands back: until the slowest had scored up to the stop, it might
    /// have waited for a wave of one that was through.
    /// </summary>
    public void EndSearch()
    {
        Emit(new SearchEnded(Run.StopAt is null ? "births" : "target"));
        if (Run.StopAt is { } birth) change = new RunChange(StopAt: birth);
    }

    public void End(RunOutcome outcome)
    {
        Emit(new RunEnded(outcome));
        change = new RunChange(State: RunState.Ended);
    }

    public Decision<RunEvent> Done() => new(events)
    {
        Asks = asks, Messages = messages, Spawned = spawned, Run = change, Ended = Run.Outcome is not null,
    };
}
