namespace LossActors.Host.Configuration;

/// <summary>One fault of a configuration: where it is, and a sentence that says what is wrong and what to do.</summary>
public sealed record ConfigurationError(Origin Origin, string Sentence)
{
    public override string ToString() =>
        Origin.Variable is null ? $"{Origin}: {Sentence}" : $"{Origin}: (environment variable {Origin.Variable}) {Sentence}";
}
