using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Runs;

/// <summary>The run as an actor: takes messages as they come.</summary>
public sealed class RunLogic : IActorLogic<RunProgress, RunEvent>
{
    /// <summary>The actor kind.</summary>
    public const string Kind = "run";

    public RunProgress Initial => RunProgress.Initial;

    public int SnapshotFormat => 1;

    public Awaiting Next(RunProgress state, RunRecord run) => state.Outcome is null ? Awaiting.AnyMessage : Awaiting.Nothing;

    public Decision<RunEvent> Decide(RunProgress state, Input input) => RunDecisions.Decide(state, input);

    public RunProgress Apply(RunProgress state, RunEvent happened) => RunFold.Apply(state, happened);

    public NewEvent Write(RunEvent happened) => RunJson.Write(happened);

    public RunEvent Read(JournalRecord record) => RunJson.Read(record.Type, record.Version, record.Data);

    public ReadOnlyMemory<byte> Save(RunProgress state) => RunJson.Save(state);

    public RunProgress Load(ReadOnlyMemory<byte> snapshot) => RunJson.Load(snapshot);
}
