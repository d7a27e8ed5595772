using System.Collections.Immutable;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Runs;

/// <summary>Why a search ended.</summary>
public enum StoppedBy
{
    /// <summary>All births are bred and scored.</summary>
    Births,

    /// <summary>A loss met the target.</summary>
    Target,

    /// <summary>No island used all its births: each went on for long without a better loss.</summary>
    Stall,
}

/// <summary>What a run found, and what it is worth beside cross-entropy.</summary>
/// <param name="Champion">Null when no loss of the search survived its training.</param>
/// <param name="Finalists">The losses among which the champion was chosen, best first by validation on the selection draws.</param>
/// <param name="Rows">The champion first, then the baselines.</param>
/// <param name="ValidationSamples">Of a training; 0 where none of the proof's was scored, and in older records.</param>
public sealed record RunOutcome(
    StoppedBy StoppedBy, Individual? Champion, ImmutableArray<Finalist> Finalists, ImmutableArray<ProofRow> Rows,
    int ValidationSamples = 0);

/// <summary>
/// How many had as many right validation answers as the one that was chosen, itself included: above 1, their cross-entropy on the
/// validation split told them apart (<see cref="Learning.Training.ValidationRank"/>).
/// </summary>
/// <param name="TunedRates">Learning rates before the search.</param>
/// <param name="Rates">Cross-entropy's rates at its best stop.</param>
public sealed record Ties(int TunedRates = 1, int Finalists = 1, int Rates = 1);

/// <param name="Search">As measured during the search.</param>
/// <param name="SelectionAccuracy">Validation accuracy on the selection draws.</param>
public sealed record Finalist(Individual Search, double SelectionAccuracy);

/// <summary>One entrant's figures over the proof's draws. Accuracies in [0, 1]; null where every draw diverged.</summary>
/// <param name="AtBestStop">Each training is told at its best validation checkpoint instead of its last step.</param>
/// <param name="TestByDraw">Test accuracy draw by draw, paired between rows; null where it diverged or was condemned.</param>
/// <param name="Diverged">Draws without a score.</param>
/// <param name="Wins">Draws on which the champion is better than this row.</param>
/// <param name="PValue">Two-sided Wilcoxon signed-rank test of the paired difference champion − row; null for the champion itself.</param>
/// <param name="TiedStops">Trainings of which several checkpoints had the best validation accuracy.</param>
/// <param name="ComparedWith">
/// Null, or the less tuned form of this baseline that scores above it over the draws: the wins and p are then of champion and that form,
/// since no baseline is to be weaker for its own tuning.
/// </param>
public sealed record ProofRow(
    string Name, string Genome, double LearningRate, bool AtBestStop, double? Validation, double? Test,
    ImmutableArray<double?> TestByDraw, int Diverged, int Wins, double? PValue, int TiedStops = 0, string? ComparedWith = null);
