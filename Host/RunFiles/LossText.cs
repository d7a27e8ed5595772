using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Host.Configuration;

namespace LossActors.Host.RunFiles;

/// <summary>Losses as users write them: formulas, named losses, genomes.</summary>
static class LossText
{
    /// <summary>A loss of a run file.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="GeneException">A number in it is out of its range.</exception>
    public static LossGenome Read(string text)
    {
        var name = text.Split('(')[0].Trim();
        return NamedMethod.All.Any(method => method.Name == name)
            ? throw new FormatException($"{name} is no loss but a way to train with cross-entropy, which only comparisons have: "
                + "write it into compare.losses")
            : LossGenome.Parse(text);
    }

    /// <summary>A loss of the command line.</summary>
    /// <param name="typed">The option or argument.</param>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static LossGenome Read(string text, string typed)
    {
        try
        {
            return Read(text);
        }
        catch (Exception e) when (e is FormatException or GeneException)
        {
            throw new ConfigurationException(typed, e.Message);
        }
    }
}
