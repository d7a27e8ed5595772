using System.Collections.Immutable;
using LossActors.FormerActors.Islands;

namespace LossActors.FormerActors.Runs;

/// <summary>What happened to a run as a whole, in the order of arrival: not part of the islands' decisions.</summary>
public abstract record RunEvent;

public sealed record Planned(RunPlan Plan) : RunEvent;

/// <summary>The run's first device named the arithmetic class that all its evaluations share.</summary>
public sealed record ClassNamed(string ArithmeticClass) : RunEvent;

public sealed record TrialOpened(TrialStage Stage, ImmutableArray<Entrant> Entrants, ImmutableArray<int> Draws, int FirstTicket) : RunEvent;

public sealed record Answered(int Ticket, CanonicalJson Result) : RunEvent;

/// <summary>Cross-entropy's best learning rate, which is now the recipe's.</summary>
public sealed record Tuned(double LearningRate, CanonicalJson Recipe) : RunEvent;

public sealed record IslandsFounded(int Count) : RunEvent;

public sealed record Reported(IslandReport Report) : RunEvent;

/// <summary>The target was met: the search ends once every island has scored all births up to this one.</summary>
public sealed record StopSet(int Birth) : RunEvent;

public sealed record SearchEnded(string StoppedBy) : RunEvent;

/// <summary>A message that came too late to matter.</summary>
public sealed record Ignored(string Key, string Type) : RunEvent;

public sealed record RunEnded(RunOutcome Outcome) : RunEvent;

/// <summary>The finalists by their validation accuracy on the selection draws; the first is the champion.</summary>
public sealed record FinalistsRanked(ImmutableArray<Finalist> Finalists) : RunEvent;
