using LossActors.Genetics.Expressions;

namespace LossActors.Genetics.Genes;

/// <summary>A gene that wraps the body in a genome's text.</summary>
public abstract record Gene
{
    /// <summary>How the wrapper is written, without its bracket.</summary>
    public string Text => Arguments is { Count: > 0 } arguments ? $"{Name}({string.Join(", ", arguments)})" : Name;

    /// <summary>Whether this is the default, which is not written.</summary>
    public virtual bool IsPlain => false;

    /// <summary>0 if plain; else 1 plus the number of arguments.</summary>
    public int Complexity => IsPlain ? 0 : 1 + Arguments.Count;

    internal string Latex
    {
        get
        {
            var name = $"\\mathrm{{{Escaped(Name)}}}";
            return Arguments.Count == 0 ? name : $"{name}_{{{Escaped(string.Join(", ", Arguments))}}}";

            static string Escaped(string text) => text.Replace("_", "\\_", StringComparison.Ordinal);
        }
    }

    /// <summary>The wrapper's word.</summary>
    public abstract string Name { get; }

    /// <summary>What stands in the brackets, defaults left out.</summary>
    protected abstract IReadOnlyList<string> Arguments { get; }

    public sealed override string ToString() => Text;

    protected static string Number(double value) => Printer.Number(value);
}
