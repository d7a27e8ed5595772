using LossActors.Actors.Entities;

namespace LossActors.Actors.Evaluations;

/// <summary>What happened to an evaluation. Its journal is the durable cache of results.</summary>
public abstract record EvaluationEvent : IEvent;

/// <summary>
/// A device got leave to train it. When the process vanishes before an end is on record, that becomes <see cref="Suspected"/>.
/// </summary>
/// <param name="Node">The machine's address, the same for the next process on it.</param>
public sealed record Started(int Attempt, string Device, string Node, Incarnation Process) : EvaluationEvent;

/// <summary>A device that had leave stopped training of its own will.</summary>
public sealed record Returned(int Attempt, Incarnation Process) : EvaluationEvent;

/// <summary>The process that trained it vanished without a witness: from now on it is trained alone in a child.</summary>
public sealed record Suspected(int Attempt, Incarnation Process) : EvaluationEvent;

/// <summary>A supervisor saw its child die while it trained this loss and nothing else.</summary>
public sealed record Died(int Attempt, string Reason, string Device) : EvaluationEvent;

/// <summary>The result, once and for all.</summary>
/// <param name="Result">Canonical JSON of an <see cref="Learning.Training.EvaluationResult"/>.</param>
public sealed record Done(CanonicalJson Result, Cost Cost) : EvaluationEvent;

/// <summary>The verdict after three witnessed deaths, as final as a result.</summary>
/// <param name="Result">Canonical JSON of a <see cref="Learning.Training.Condemned"/>.</param>
public sealed record Sentenced(CanonicalJson Result, Cost Cost) : EvaluationEvent;

/// <summary>Trained once more, with the same bits.</summary>
public sealed record Audited(string Device) : EvaluationEvent;

/// <summary>A second training gave other bits. The first result stands.</summary>
public sealed record Nondeterministic(CanonicalJson Result, string Device) : EvaluationEvent;

/// <summary>
/// Too many processes on more than one machine vanished while they trained it: it is wanted no more. A late result is still welcome.
/// </summary>
public sealed record Parked(string Reason) : EvaluationEvent;
