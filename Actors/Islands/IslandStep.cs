using System.Collections.Immutable;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Islands;

/// <summary>Collects one step's events; the state it shows is always the one after the events so far.</summary>
sealed class IslandStep(IslandState state)
{
    readonly ImmutableArray<IslandEvent>.Builder events = ImmutableArray.CreateBuilder<IslandEvent>();

    public IslandState State { get; private set; } = state;

    public IslandPlan Plan => State.Plan!;

    public void Emit(IslandEvent happened)
    {
        events.Add(happened);
        State = IslandFold.Apply(State, happened);
    }

    public Decision<IslandEvent> Done(Cost? cost) => new(events.ToImmutable(), cost);
}
