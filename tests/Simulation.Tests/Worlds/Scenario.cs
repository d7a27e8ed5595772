using System.Collections.Immutable;
using LossActors.Actors.Runs;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>What a simulation is about: the searches, the machines, and what people do. Faults come on top.</summary>
/// <param name="Seed">Of all that is random.</param>
/// <param name="Classes">Each machine's arithmetic class.</param>
/// <param name="DeadlyPercent">How many of a hundred losses kill the process that trains them.</param>
/// <param name="IsCalm">Nothing goes wrong.</param>
/// <param name="ForeverAlone">Every node believes that it is the only one: everybody hosts everything.</param>
sealed record Scenario(
    int Seed, ImmutableArray<RunPlan> Runs, ImmutableArray<string> Classes, int DeadlyPercent = 0, bool IsCalm = false, bool ForeverAlone = false,
    bool Steered = false, bool Paused = false);
