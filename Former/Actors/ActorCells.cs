using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Studies;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors;

/// <summary>The actor kinds of this program.</summary>
public sealed class ActorCells(IStore store, ITurnIds turnIds, IBreeder breeder) : ICellFactory
{
    public async ValueTask<Cell> Recover(ActorLease lease) => lease.Kind switch
    {
        IslandLogic.Kind => await Recover(new IslandLogic(breeder), lease),
        RunLogic.Kind => await Recover(new RunLogic(), lease),
        StudyLogic.Kind => await Recover(new StudyLogic(), lease),
        _ => throw new NotSupportedException($"This version of LossActors has no actor of kind '{lease.Kind}': use a newer one."),
    };

    async ValueTask<Cell> Recover<TState, TEvent>(IActorLogic<TState, TEvent> logic, ActorLease lease)
    {
        var cell = new LogicCell<TState, TEvent>(logic, store, lease, turnIds);
        await cell.Recover();
        return cell;
    }
}
