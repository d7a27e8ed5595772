using System.Collections.Immutable;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Islands;

/// <summary>Founds an island: the same plan again is nothing, another plan is refused. Answered as <see cref="Pull"/>.</summary>
/// <param name="Steers">Steers of an earlier run, to be taken at their places.</param>
public sealed record FoundIsland(IslandPlan Plan, ImmutableArray<RepeatedSteer> Steers) : IMessage;

/// <summary>A steer to be taken after so many inputs.</summary>
public sealed record RepeatedSteer(int After, Steering Change)
{
    /// <summary>Why one of an island's repeated steers would not work after those before it, in a sentence, or null.</summary>
    public static string? Problem(IslandPlan plan, ImmutableArray<RepeatedSteer> steers)
    {
        if (steers.IsDefaultOrEmpty) return null;
        foreach (var (after, change) in steers.OrderBy(s => s.After))
        {
            if (change.Problem(plan) is { } problem) return $"its steer after {after} inputs cannot be repeated: {problem}";
            plan = change.Apply(plan);
        }

        return null;
    }
}

/// <summary>
/// The run's question to a founded island: how far are you? Carries the permit. Answered at once with <see cref="IslandProgress"/>, and
/// once more when the island ends, meets the target, or is through the stop.
/// </summary>
/// <param name="RunStep">Of two words of the run the one of the later step holds.</param>
/// <param name="Go">Whether the island may go on, for <see cref="Patience.Permit"/>.</param>
/// <param name="Stop">The smallest birth known at which the target was met (b*), or null.</param>
public sealed record Pull(long RunStep, bool Go, int? Stop) : IMessage;

/// <summary>An island's answer to <see cref="Pull"/>.</summary>
/// <param name="Stop">The b* that the contenders are told for.</param>
/// <param name="Through">Births up to and including this one are all scored; −1: not even the first.</param>
/// <param name="MetAt">The birth at which this island first met the target, or null.</param>
/// <param name="Contenders">As of <paramref name="Stop"/>.</param>
public sealed record IslandProgress(
    int Island, int? Stop, int Through, int? MetAt, bool Ended, ImmutableArray<Individual> Contenders) : IMessage;

/// <summary>
/// An island's answer to a <see cref="Pull"/> of a copy of the run that is behind. Such a copy would never find out by itself: it waits
/// for islands that no longer listen to it, and while it waits it writes nothing that could be refused.
/// </summary>
/// <param name="RunStep">The latest step of the run that the island has heard of.</param>
public sealed record RunIsBehind(long RunStep) : IMessage;

/// <summary>The island has another plan already, or is of another decision version: why, in a sentence.</summary>
public sealed record IslandRefused(int Island, string Reason) : IMessage;

/// <summary>A neighbour's question; answered with <see cref="Wave"/> when the wave is published or the island has ended.</summary>
public sealed record GetWave(int W) : IMessage;

/// <summary>Wave <paramref name="W"/> of an island. A closed one is empty, and so are all after it.</summary>
public sealed record Wave(int W, int From, bool Closed, ImmutableArray<Individual> Elites) : IMessage;

/// <summary>
/// A person's change of an island, passed on by its run; answered with <see cref="SteerAnswer"/> when it is on record or refused.
/// </summary>
public sealed record SteerIsland(CommandId Command, Steering Change) : IMessage;

/// <param name="Refusal">Why it was not taken, in a sentence; null: it is on record.</param>
public sealed record SteerAnswer(CommandId Command, string? Refusal) : IMessage;

/// <summary>Names a person's command, so that the same command sent twice is one.</summary>
public readonly record struct CommandId(string Id);
