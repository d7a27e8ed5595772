namespace LossActors.Host.Configuration.Hocon;

/// <summary>What a configuration is read with beside its file.</summary>
public sealed record HoconOptions
{
    /// <summary>Settings from the command line, each <c>key=value</c> or <c>key+=value</c>, over everything in the files; the value is read
    /// as HOCON, or taken as a text where it is none (<c>journal=sqlite:a.db</c>).</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>What the user typed before each of <see cref="Overrides"/>, and one as it may be.</summary>
    public (string Typed, string Example) Overriding { get; init; } = ("--set", "run.seed=2");

    /// <summary>Files under the main one, the lowest first: their keys hold where the main file says nothing. Looked for like an
    /// include.</summary>
    public IReadOnlyList<string> Defaults { get; init; } = [];

    /// <summary>The folder where an included file is looked for when it is not beside the file that includes it.</summary>
    public string BuiltIn { get; init; } = Path.Combine(AppContext.BaseDirectory, "hocon");

    /// <summary>The values of environment variables, for substitutions that name no key.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
