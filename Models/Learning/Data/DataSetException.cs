namespace LossActors.Learning.Data;

/// <summary>
/// Data that cannot be trained on: missing, unreadable, truncated or contradictory. The message is one sentence that names
/// the file, the place in it, the value found, and the remedy. Never a verdict about a loss.
/// </summary>
public sealed class DataSetException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The program's exit code for a bad data set.</summary>
    public const int ExitCode = 3;

    /// <summary>
    /// Where sound data do not go with what is asked of them: the key below <c>dataset</c>, and a sentence without subject and full stop;
    /// else null.
    /// </summary>
    public (string Key, string Problem)? Asked { get; private init; }

    /// <param name="problem">Of the key: a sentence without subject and full stop.</param>
    public static DataSetException Of(string key, string problem) => new($"dataset.{key} {problem}.") { Asked = (key, problem) };
}
