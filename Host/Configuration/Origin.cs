namespace LossActors.Host.Configuration;

/// <summary>Where a value was written: a file (as the user named it), line and column, both counted from 1. Line 0 means the source has no
/// lines, such as a command-line option. <c>Variable</c> is the environment variable that supplied the value, if one did.</summary>
public readonly record struct Origin(string File, int Line, int Column, string? Variable = null)
{
    internal ConfigurationException Error(string sentence) => new(this, sentence);

    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
