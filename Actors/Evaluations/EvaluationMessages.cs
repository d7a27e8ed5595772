using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Actors.Evaluations;

/// <summary>
/// "What is the result of this evaluation?" Answered with <see cref="Evaluated"/> when it is done, also much later. Two of one key are
/// equal: the key is the content.
/// </summary>
/// <param name="Asker">The run or comparison that it is for.</param>
/// <param name="Ticket">The place among all that it asks for; lower ones go first.</param>
public sealed record Evaluate(EvaluationKey Key, string ArithmeticClass, EvaluationRequest Request, string Asker, long Ticket) : IMessage
{
    public bool Equals(Evaluate? other) => other is not null && Key == other.Key && Ticket == other.Ticket && Asker == other.Asker;

    public override int GetHashCode() => HashCode.Combine(Key, Ticket, Asker);

    /// <summary>The question for a request under an arithmetic class.</summary>
    public static Evaluate Of(EvaluationRequest request, string arithmeticClass, string asker, long ticket) =>
        new(new EvaluationKey(request.WorkKey(arithmeticClass)), arithmeticClass, request, asker, ticket);

    public Question Question => new(new EvaluationId(Key), this);

    /// <summary>A record's own would print the question, which holds this message, and so on.</summary>
    public override string ToString() => $"{nameof(Evaluate)} {Key} for ticket {Ticket} of {Asker}";
}

/// <summary>The answer to <see cref="Evaluate"/>.</summary>
/// <param name="Result">Canonical JSON of an <see cref="EvaluationResult"/>.</param>
public sealed record Evaluated(EvaluationKey Key, CanonicalJson Result, Cost Cost) : IMessage;

/// <summary>An evaluation wants a lane; repeated until it is done. To the dispatcher.</summary>
/// <param name="Attempt">Number of <c>Suspected</c> and <c>Died</c> on record.</param>
/// <param name="Alone">To be trained alone in a child process: it is suspected of killing its process.</param>
/// <param name="IsAudit">Done already, and to be trained once more at the lowest priority.</param>
public sealed record Want(
    EvaluationKey Key, string ArithmeticClass, EvaluationRequest Request, string Asker, long Ticket, int Attempt, bool Alone,
    bool IsAudit) : IMessage;

/// <summary>No lane is wanted any more. Only saves time: a want that is not renewed ends by itself.</summary>
public sealed record NoWant(EvaluationKey Key) : IMessage;

/// <summary>
/// "May I train this?" A device's question before it trains in its own process, or trains a suspect; <see cref="Start"/> or
/// <see cref="DoNotStart"/> answers it.
/// </summary>
/// <param name="Node">Where, so that two starts on one machine can be told from two on two: its address.</param>
public sealed record MayStart(EvaluationKey Key, int Attempt, string Device, string Node, Incarnation Process) : IMessage;

public sealed record Start(EvaluationKey Key, int Attempt) : IMessage;

public sealed record DoNotStart(EvaluationKey Key, int Attempt) : IMessage;

/// <summary>
/// A device that had leave to start does not train any more, and nothing happened. May be lost: then the start becomes a suspicion.
/// </summary>
public sealed record GaveBack(EvaluationKey Key, int Attempt, Incarnation Process) : IMessage;

/// <summary>A device's result, told until <see cref="ResultNoted"/> comes.</summary>
/// <param name="Seconds">Wall time of the training.</param>
/// <param name="TrainedFor">The asker named by the want.</param>
/// <param name="IsAudit">Whether the want was one for an audit.</param>
public sealed record Trained(
    EvaluationKey Key, CanonicalJson Result, double Seconds, string TrainedFor, string Device, Incarnation Process,
    bool IsAudit) : IMessage;

public sealed record ResultNoted(EvaluationKey Key) : IMessage;

/// <summary>A supervisor saw its isolated child die while it trained this, told until <see cref="DeathNoted"/> comes.</summary>
/// <param name="TrainedFor">The asker named by the want.</param>
public sealed record ChildDied(
    EvaluationKey Key, int Attempt, string Reason, string TrainedFor, string Device, Incarnation Process) : IMessage;

public sealed record DeathNoted(EvaluationKey Key, int Attempt) : IMessage;
