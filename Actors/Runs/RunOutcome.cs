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
}

/// <summary>What a run found, and what it is worth beside cross-entropy.</summary>
/// <param name="Champion">Null when no loss of the search survived its training.</param>
/// <param name="Finalists">The losses among which the champion was chosen, best first by validation on the selection draws.</param>
/// <param name="Rows">The champion first, then the baselines.</param>
public sealed record RunOutcome(
    StoppedBy StoppedBy, Individual? Champion, ImmutableArray<Finalist> Finalists, ImmutableArray<ProofRow> Rows);

/// <param name="Search">As measured during the search.</param>
/// <param name="SelectionAccuracy">Validation accuracy on the selection draws.</param>
public sealed record Finalist(Individual Search, double SelectionAccuracy);

/// <summary>One entrant's figures over the proof's draws. Accuracies in [0, 1]; null where every draw diverged.</summary>
/// <param name="AtBestStop">Each training is told at its best validation checkpoint instead of its last step.</param>
/// <param name="TestByDraw">Test accuracy draw by draw, paired between rows; null where it diverged or was condemned.</param>
/// <param name="Diverged">Draws without a score.</param>
/// <param name="Wins">Draws on which the champion is better than this row.</param>
/// <param name="PValue">Two-sided Wilcoxon signed-rank test of the paired difference champion − row; null for the champion itself.</param>
public sealed record ProofRow(
    string Name, string Genome, double LearningRate, bool AtBestStop, double? Validation, double? Test,
    ImmutableArray<double?> TestByDraw, int Diverged, int Wins, double? PValue);
