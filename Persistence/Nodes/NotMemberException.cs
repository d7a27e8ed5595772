namespace LossActors.Persistence.Nodes;

/// <summary>
/// This life of the process is no member of the journal's cluster: it must stop everything and end, or start anew as a new process.
/// </summary>
/// <param name="why">As the second half of a sentence.</param>
public sealed class NotMemberException(string why)
    : Exception($"This process is no member of the journal's cluster: {why}. Start it again.");
