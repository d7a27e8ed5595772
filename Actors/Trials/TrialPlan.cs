using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Actors.Trials;

/// <summary>Why a run or a comparison asks for evaluations of its own.</summary>
public enum TrialStage
{
    /// <summary>Losses at several learning rates, of which the best is taken.</summary>
    Tuning,

    /// <summary>The finalists, and cross-entropy at several rates, on fresh draws.</summary>
    Selection,

    /// <summary>The champion and the baselines on the last draws.</summary>
    Proof,

    /// <summary>The entries of a comparison on its draws, or the requests of its plan.</summary>
    Comparison,
}

/// <summary>Every entrant on every draw: what is to be evaluated.</summary>
/// <param name="Draws">Numbers of the draws (in tuning: of the measurements).</param>
/// <param name="FirstTicket">
/// The ticket of (entrant 0, first draw). The rest follow draw by draw, so that a trial cut short has whole pairs.
/// </param>
/// <param name="Curve">How the trainings of a comparison are told; null elsewhere.</param>
/// <param name="Requests">What is to be evaluated instead, ticket by ticket; null: entrants on draws.</param>
public sealed record TrialPlan(
    TrialStage Stage, ImmutableArray<Entrant> Entrants, ImmutableArray<int> Draws, long FirstTicket, CurvePlan? Curve = null,
    [property: JsonConverter(typeof(CanonicalConverter<RequestList>))] RequestList? Requests = null)
{
    [JsonIgnore]
    public int Size => Requests?.Count ?? Entrants.Length * Draws.Length;

    /// <summary>What is asked for of the evaluation with the ticket <see cref="FirstTicket"/> + <paramref name="place"/>.</summary>
    public EvaluationRequest Request(int place)
    {
        if (Requests is not null) return Requests[place];
        var entrant = Entrants[place % Entrants.Length];
        var draw = Draws[place / Entrants.Length];
        var (repeat, purpose) = Stage switch
        {
            TrialStage.Tuning => (draw, (Purpose)new Search()),
            TrialStage.Comparison => (0, (Curve ?? new CurvePlan()).Of(draw)),
            _ => (0, new Proof((ulong)draw)),
        };
        return new EvaluationRequest(entrant.Genome, entrant.Recipe, 1, repeat, purpose);
    }
}

/// <summary>How each training of a comparison is told.</summary>
/// <param name="Points">Points of the learning curve after the start.</param>
/// <param name="Sample">Most samples of a split that a point of the curve is scored on.</param>
/// <param name="Beta">Level of the tail loss.</param>
public sealed record CurvePlan(int Points = 20, int Sample = 1000, double Beta = 0.9)
{
    internal Purpose Of(int draw) => new Study((ulong)draw, Points, Sample, Beta);
}
