using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Runs;

/// <summary>What happened to a run as a whole, in the order of arrival: not part of the islands' decisions.</summary>
public abstract record RunEvent : IEvent;

/// <summary>The run's first event, by which runs are found.</summary>
/// <inheritdoc cref="FoundRun" path="/param"/>
public sealed record Planned(
    RunPlan Plan, string Config, ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> Steers) : RunEvent;

/// <summary>The arithmetic class that all evaluations of the run share, that of its first device.</summary>
public sealed record ClassNamed(string ArithmeticClass) : RunEvent;

public sealed record TrialOpened(TrialPlan Trial) : RunEvent;

/// <summary>A result of the trial under way was taken.</summary>
/// <param name="Result">The result whole, as it came.</param>
public sealed record Answered(long Ticket, CanonicalJson Result) : RunEvent;

/// <summary>The recipe at cross-entropy's best learning rate, which is now the run's.</summary>
/// <param name="Tied">Rates with as many right validation answers as the best, itself included.</param>
public sealed record Tuned(
    double LearningRate, [property: JsonConverter(typeof(CanonicalConverter<Recipe>))] Recipe Recipe, int Tied = 1) : RunEvent;

/// <summary>The islands may be founded: from now on they are asked to be.</summary>
public sealed record IslandsFounded(int Count) : RunEvent;

/// <summary>Every island has ended or is through the stop.</summary>
/// <param name="Stop">The smallest birth at which an island met the target (b*), or null.</param>
/// <param name="Finalists">The best of all contenders as of the stop, best first, each formula once.</param>
public sealed record SearchEnded(StoppedBy StoppedBy, int? Stop, ImmutableArray<Individual> Finalists) : RunEvent;

/// <summary>The finalists as the selection draws' validation ranks them; the first is the champion.</summary>
/// <param name="Tied">Finalists with as many right validation answers as the champion, itself included.</param>
/// <param name="TiedRates">The same of cross-entropy's rates at its best stop.</param>
public sealed record FinalistsRanked(ImmutableArray<Finalist> Finalists, int Tied = 1, int TiedRates = 1) : RunEvent;

public sealed record RunEnded(RunOutcome Outcome) : RunEvent;

/// <summary>A person holds the run back: nothing of it goes on until <see cref="Continued"/>.</summary>
public sealed record Paused : RunEvent;

public sealed record Continued : RunEvent;
