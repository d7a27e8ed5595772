namespace LossActors.Learning.Data;

/// <summary>
/// Data that cannot be trained on: missing, unreadable, truncated or contradictory. The message is one sentence that names
/// the file, the place in it, the value found, and the remedy. Never a verdict about a loss.
/// </summary>
public sealed class DataSetException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The program's exit code for a bad data set.</summary>
    public const int ExitCode = 3;
}
