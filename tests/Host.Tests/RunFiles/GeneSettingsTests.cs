using LossActors.Actors.Islands;
using LossActors.Genetics.Variation;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.RunFiles;

public sealed class GeneSettingsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Searched_genes_are_those_of_the_list_and_none_at_first()
    {
        Assert.Equal(SearchedGenes.None, Read().Plan.Islands.Breeding.Genes);
        Assert.Equal(
            SearchedGenes.Reduction | SearchedGenes.Sharpness, Read("evolution.genes=[sharpness, reduction]").Plan.Islands.Breeding.Genes);
    }

    [Fact]
    public void Another_set_of_genes_is_another_search() =>
        Assert.NotEqual(Read().SearchKeys, Read("evolution.genes=[schedule]").SearchKeys);

    [Fact]
    public void Every_gene_that_is_asked_for_is_bred()
    {
        var plan = Read("evolution.genes=[reduction, schedule, sharpness]").Plan.Islands;
        var bred = Enumerable
            .Range(plan.Seeds.Length, 80)
            .Select(birth => new GeneticBreeder().Breed(plan with { Population = 1000 }, birth, [], _ => false).Genome)
            .ToList();
        Assert.All(["dynamical(", "sam(", "["], gene => Assert.Contains(bred, g => g.Contains(gene, StringComparison.Ordinal)));
        string[] reductions = ["flood(", "cvar(", "chi2(", "tilted(", "soft_ascent(", "concentrated("];
        Assert.Contains(bred, g => reductions.Any(r => g.Contains(r, StringComparison.Ordinal)));
        var plain = plan with { Breeding = plan.Breeding with { Genes = SearchedGenes.None } };
        Assert.DoesNotContain(
            Enumerable
                .Range(plan.Seeds.Length, 80)
                .Select(birth => new GeneticBreeder().Breed(plain with { Population = 1000 }, birth, [], _ => false).Genome),
            g => g.Contains("dynamical(", StringComparison.Ordinal) || g.Contains("sam(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evolution.genes=[reduktion]", "evolution.genes[0]", "reduction, schedule or sharpness")]
    [InlineData("evaluation.steps=40", "the shortest training has 12 steps and 4 classes need 16", "raise evaluation.steps")]
    public void What_cannot_be_searched_is_refused(string set, string fault, string remedy)
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => Read("evolution.genes=[schedule]", set)).Errors).ToString();
        Assert.Contains(fault, error);
        Assert.Contains(remedy, error);
    }

    RunFile Read(params string[] set)
    {
        var path = Path.Combine(folder.Path, "small.conf");
        File.WriteAllText(path, SmallSearch.Conf);
        return RunFile.Read(path, set);
    }
}
