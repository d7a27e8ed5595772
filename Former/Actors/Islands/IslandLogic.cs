using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Islands;

/// <summary>The island as an actor.</summary>
public sealed class IslandLogic(IBreeder breeder) : IActorLogic<IslandState, IslandEvent>
{
    /// <summary>The actor kind.</summary>
    public const string Kind = "island";

    readonly IslandDecisions decisions = new(breeder);

    public IslandState Initial => IslandState.Initial;

    public int SnapshotFormat => IslandSnapshot.Format;

    public Awaiting Next(IslandState state, RunRecord run) =>
        run.StopAt is { } stop && state.ScoredThrough >= stop ? Awaiting.Nothing : IslandDecisions.Next(state);

    public Decision<IslandEvent> Decide(IslandState state, Input input) => decisions.Decide(state, input);

    public IslandState Apply(IslandState state, IslandEvent happened) => IslandFold.Apply(state, happened);

    public NewEvent Write(IslandEvent happened) => IslandJson.Write(happened);

    public IslandEvent Read(JournalRecord record)
    {
        var happened = IslandJson.Read(record.Type, record.Version, record.Data);
        return happened is Founded { Plan.DecisionVersion: not IslandPlan.CurrentDecisionVersion } founded
            ? throw new UnknownEventException(record.Type, founded.Plan.DecisionVersion)
            : happened;
    }

    public ReadOnlyMemory<byte> Save(IslandState state) => IslandJson.Save(state);

    public IslandState Load(ReadOnlyMemory<byte> snapshot) => IslandJson.Load(snapshot);
}
