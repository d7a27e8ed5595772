using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>The entities of the program.</summary>
static class Entities
{
    static readonly ScriptedBreeder Breeder = new();

    /// <param name="auditEvery">One in so many evaluations is trained once more.</param>
    public static IEntity Make(EntityId id, IEntityWorld world, int auditEvery) => id switch
    {
        RunId run => new RunEntity(run, new RunLogic(), world),
        ComparisonId comparison => new ComparisonEntity(comparison, new ComparisonLogic(), world),
        IslandId island => new IslandEntity(island, new IslandLogic(island.Run, Breeder), world),
        EvaluationId evaluation => new EvaluationEntity(evaluation, new EvaluationLogic(evaluation.Key, auditEvery), world),
        _ => throw new ArgumentException($"There is no entity '{id}'.", nameof(id)),
    };

    /// <summary>An entity as its journal alone makes it, up to a step.</summary>
    public static IEntity Replay(EntityId id, IEnumerable<JournalRow> journal, long upTo)
    {
        var entity = Make(id, new Nowhere(), auditEvery: 0);
        foreach (var row in journal.TakeWhile(r => r.Step <= upTo)) entity.Replay(row.Event, row.Step);
        return entity;
    }

    sealed class Nowhere : IEntityWorld
    {
        public void Ask(EntityId whom, IMessage question)
        {
        }

        public void TellDispatcher(IMessage message)
        {
        }

        public void Persist(WrittenStep step)
        {
        }

        public void Passivate()
        {
        }

        public bool IsGone(Incarnation process, TimeSpan since) => false;
    }
}
