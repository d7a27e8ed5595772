namespace LossActors.Learning.Structured;

/// <summary>A sound value that does not go with structures as they are.</summary>
/// <param name="key">Below <c>evaluation</c>.</param>
/// <param name="problem">A sentence without subject and full stop.</param>
public sealed class MisfitException(string key, string problem) : FormatException($"{key} {problem}.")
{
    public string Key => key;

    public string Problem => problem;
}
