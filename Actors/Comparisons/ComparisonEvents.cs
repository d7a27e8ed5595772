using LossActors.Actors.Entities;
using LossActors.Actors.Trials;

namespace LossActors.Actors.Comparisons;

/// <summary>What happened to a comparison, in the order of arrival.</summary>
public abstract record ComparisonEvent : IEvent;

/// <summary>The comparison's first event, by which comparisons are found.</summary>
/// <inheritdoc cref="FoundComparison" path="/param"/>
public sealed record ComparisonPlanned(ComparisonPlan Plan, string Config) : ComparisonEvent;

/// <summary>The arithmetic class that all trainings share, that of the first device.</summary>
public sealed record ClassAgreed(string ArithmeticClass) : ComparisonEvent;

public sealed record TrainingsAsked(TrialPlan Trial) : ComparisonEvent;

/// <param name="Result">The result whole, as it came.</param>
public sealed record TrainingAnswered(long Ticket, CanonicalJson Result) : ComparisonEvent;

public sealed record ComparisonEnded : ComparisonEvent;

/// <summary>A person holds the comparison back: nothing of it goes on until <see cref="ComparisonContinued"/>.</summary>
public sealed record ComparisonPaused : ComparisonEvent;

public sealed record ComparisonContinued : ComparisonEvent;
