namespace LossActors.Learning.Data;

/// <summary>A value of a recipe that does not go with the data.</summary>
/// <param name="key">Below <c>evaluation</c>.</param>
/// <param name="problem">Of the key: a sentence without subject and full stop.</param>
public sealed class MisfitException(string key, string problem) : FormatException($"{key} {problem}.")
{
    public string Key => key;

    public string Problem => problem;
}
