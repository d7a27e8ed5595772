using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Comparisons;

/// <summary>Every entry is trained on every draw, and each training is told by all its figures. No search takes part.</summary>
public sealed record ComparisonPlan
{
    public required string Name { get; init; }

    /// <summary>The losses, network by network.</summary>
    public required ImmutableArray<ComparisonEntry> Entries { get; init; }

    /// <summary>Fresh draws, 0 to this less one: the trainings of each entry.</summary>
    public required int Draws { get; init; }

    /// <summary>Measurements of each learning rate that is tried.</summary>
    public int TuningMeasurements { get; init; } = 2;

    public CurvePlan Curve { get; init; } = new();

    /// <summary>What is asked for as it stands, in place of entries and draws: the jobs of a published experiment. Null: none.</summary>
    [JsonConverter(typeof(CanonicalConverter<RequestList>))]
    public RequestList? Requests { get; init; }

    /// <summary>How its results are to be read; no training depends on it.</summary>
    public ComparisonReading Reading { get; init; } = new();
}

/// <summary>One loss on one network.</summary>
/// <param name="Loss">How tables call the loss.</param>
/// <param name="Network">How tables call the network.</param>
/// <param name="Trained">What is trained; its learning rate gives way to the chosen one where there are candidates.</param>
/// <param name="Candidates">
/// The learning rate is that of the candidate that validates best (<see cref="Trial.BestByValidation"/>); empty: as it is.
/// </param>
public sealed record ComparisonEntry(string Loss, string Network, Entrant Trained, ImmutableArray<Entrant> Candidates);

/// <summary>How the results of a comparison are set against each other.</summary>
/// <param name="Baseline">The loss that the others are compared with, on each network.</param>
/// <param name="Target">
/// Validation accuracy whose first step is told; null: <see cref="AutoShare"/> of what the baseline's curves end with.
/// </param>
/// <param name="Test">Whether differences are tested.</param>
public sealed record ComparisonReading(string Baseline = "ce", double? Target = null, bool Test = true)
{
    public const double AutoShare = 0.95;
}
