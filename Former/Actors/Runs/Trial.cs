using System.Collections.Immutable;
using LossActors.Learning.Training;
using ScoredResult = LossActors.Learning.Training.Scored;

namespace LossActors.FormerActors.Runs;

/// <summary>Why a run asks for evaluations of its own.</summary>
public enum TrialStage
{
    /// <summary>Cross-entropy at several learning rates, before the islands are founded.</summary>
    Tuning,

    /// <summary>The finalists, and cross-entropy at several rates, on fresh draws.</summary>
    Selection,

    /// <summary>The champion and the baselines on the last draws.</summary>
    Proof,

    /// <summary>The entries of a study on its draws.</summary>
    Study,
}

/// <summary>Every entrant on every draw. Results fill in as they come; what follows from them does not depend on the order.</summary>
/// <param name="Draws">Numbers of the draws (in tuning: of the measurements).</param>
/// <param name="FirstTicket">The ticket of (entrant 0, first draw); the rest follow entrant by entrant.</param>
/// <param name="Results">Canonical results by ticket − first ticket; null while open.</param>
public sealed record Trial(
    TrialStage Stage, ImmutableArray<Entrant> Entrants, ImmutableArray<int> Draws, int FirstTicket, ImmutableArray<string?> Results)
{
    public bool Complete => Results.All(r => r is not null);

    public int Size => Entrants.Length * Draws.Length;

    public bool Holds(int ticket) => ticket >= FirstTicket && ticket < FirstTicket + Size;

    public Trial With(int ticket, string result) => this with { Results = Results.SetItem(ticket - FirstTicket, result) };

    /// <summary>The entrant with the most right validation answers at the last step; of equals the first. A divergence counts as none right.</summary>
    public int BestByValidation(IEnumerable<int> entrants) =>
        entrants.Select((e, i) => (Entrant: e, i)).MaxBy(c => (Of(c.Entrant).Sum(r => (long)(r?.Validation.Correct ?? 0)), -c.i)).Entrant;

    /// <summary>An entrant's results, draw by draw; null where it diverged.</summary>
    public ImmutableArray<ScoredResult?> Of(int entrant) =>
        [.. Draws.Select((_, d) => EvaluationResult.Parse(Results[entrant * Draws.Length + d]!) as ScoredResult)];
}
