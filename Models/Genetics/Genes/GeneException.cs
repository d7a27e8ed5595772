using static LossActors.Genetics.Expressions.Printer;

namespace LossActors.Genetics.Genes;

/// <summary>A gene outside its limits. The message names the gene, the value and what is allowed.</summary>
public sealed class GeneException(string message) : ArgumentException(message)
{
    internal static double Within(double value, double low, double high, string gene) =>
        value >= low && value <= high
            ? value
            : throw new GeneException($"{gene} must be from {Number(low)} to {Number(high)}, not {Number(value)}");
}
