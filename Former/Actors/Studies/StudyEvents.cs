using System.Collections.Immutable;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;

namespace LossActors.FormerActors.Studies;

/// <summary>What happened to a study, in the order of arrival.</summary>
public abstract record StudyEvent;

public sealed record StudyPlanned(StudyPlan Plan) : StudyEvent;

/// <summary>The first device named the arithmetic class that all trainings share.</summary>
public sealed record ClassAgreed(string ArithmeticClass) : StudyEvent;

public sealed record TrainingsAsked(TrialStage Stage, ImmutableArray<Entrant> Entrants, ImmutableArray<int> Draws, int FirstTicket) : StudyEvent;

public sealed record TrainingAnswered(int Ticket, CanonicalJson Result) : StudyEvent;

/// <summary>A message that came too late to matter.</summary>
public sealed record MessageIgnored(string Key, string Type) : StudyEvent;

public sealed record StudyEnded : StudyEvent;
