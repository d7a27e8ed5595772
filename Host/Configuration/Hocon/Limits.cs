namespace LossActors.Host.Configuration.Hocon;

/// <summary>Bounds that no honest configuration reaches; they turn a runaway file into an error.</summary>
static class Limits
{
    /// <summary>Objects, lists and dotted keys inside each other.</summary>
    public const int Depth = 100;

    /// <summary>Values in progress at once while substitutions are replaced.</summary>
    public const int ResolutionDepth = 400;

    /// <summary>Values looked at while substitutions are replaced.</summary>
    public const int ResolutionSteps = 250_000;

    /// <summary>Characters that joined values may have together.</summary>
    public const int JoinedCharacters = 16 * 1024 * 1024;

    public const int Files = 200;

    public const long FileBytes = 16 * 1024 * 1024;
}
