using System.Runtime.Serialization;

namespace LossActors.Persistence.Bytes;

/// <summary>An event of the journal is not what was written. The actor parks; nothing of it is guessed.</summary>
/// <param name="reason">What is wrong with it, as the second half of a sentence.</param>
public sealed class DamagedEventException(string reason)
    : SerializationException($"An event of the journal is damaged: {reason}. Restore the journal from a backup.")
{
    public string Reason => reason;
}
