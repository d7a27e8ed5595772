using LossActors.Actors.Comparisons;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;
using LossActors.Host.Tests.Reproduction;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Tests.RunFiles;

public sealed class CompareSettingsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("compare.losses=[ce, focul]", "compare.losses[1]", "did you mean \"focal\"")]
    [InlineData("compare.losses=[ce, focal, ce]", "compare.losses names ce 2 times", "once is enough")]
    [InlineData("compare.losses=[ce, \"mine: -log(p)*y\"]", "ce and mine", "keep one of them")]
    [InlineData("compare.baseline=mse", "compare.baseline is mse", "add it there")]
    [InlineData("compare.seeds=1", "compare.seeds is 1", "compare.test = none")]
    [InlineData("compare.networks=[{kind = lenet5}]", "compare.networks[0].kind does not fit the data", "use mlp")]
    [InlineData("compare.networks=[{kind = mlp}, {kind = mlp}]", "compare.networks names mlp 100 2 times", "once is enough")]
    [InlineData(
        "compare.networks=[{kind = mlp, hiden = [3]}]", "compare.networks[0].hiden is unknown", "did you mean compare.networks[0].hidden")]
    [InlineData("compare.lr=\"tune(0.1)\"", "compare.lr", "at least two rates")]
    [InlineData("compare.losses=[ce, \"sharpdro(0.05)\"]", "compare.losses names sharpdro", "set evaluation.dataset.corruption")]
    [InlineData("compare.losses=[ce, \"sharpdro(99)\"]", "compare.losses[1]", "it lies in [1e-6, 10]")]
    [InlineData("evaluation.batch=1", "compare.networks[0].kind does not go with evaluation.batch, which is 1", "at least 2 are needed",
        "compare.networks=[{ kind = mlp, batch-norm = true }]")]
    [InlineData("compare.losses=[ce, \"raw[p]\"]", "holds raw[p], from which no network learns", "does not look at the target y")]
    [InlineData("compare.losses=[ce, \"0*y*p\"]", "compare.losses holds 0*y*p", "has neither p nor z")]
    [InlineData("compare.target=2", "compare.target is 2", "a validation accuracy in (0, 1)")]
    public void Bad_input_is_one_sentence_with_the_remedy(string set, string fault, string remedy, string more = "run.seed=3")
    {
        var refused = Assert.Throws<ConfigurationException>(() => File(set, more));
        var error = Assert.Single(refused.Errors).ToString();
        Assert.Contains(fault, error);
        Assert.Contains(remedy, error);
    }

    [Fact]
    public void Every_loss_meets_every_network_and_names_are_the_users()
    {
        var entries = Read().Entries;
        Assert.Equal(
            ["mlp 16: ce, focal, ngl, ce+l2, twice", "mlp linear: ce, focal, ngl, ce+l2, twice"],
            entries.GroupBy(e => e.Network).Select(n => $"{n.Key}: {string.Join(", ", n.Select(e => e.Loss))}"));
        var recipes = entries.Select(e => e.Trained.Recipe).ToList();
        Assert.Equal([0, 0, 0, 5e-4, 0], recipes.Take(5).Select(r => ((SgdSpec)r.Optimiser).WeightDecay));
        Assert.Equal([new MlpSpec([16]), new MlpSpec([])], recipes.Select(r => r.Network).Distinct());
        Assert.All(recipes, r => Assert.Equal((1, 150, 3UL), (r.Repeats, r.Steps, r.Seed)));
        Assert.Equal("-2*y*p*log(p)", entries[4].Trained.Genome);
    }

    [Fact]
    public void A_rate_is_the_losses_own_or_cross_entropys_or_given()
    {
        Assert.All(
            Read().Entries,
            e => Assert.Equal([(e.Trained.Genome, 0.01), (e.Trained.Genome, 0.1)], e.Candidates.Select(c => (c.Genome, c.LearningRate))));
        Assert.All(
            Read("compare.lr=recipe", "evaluation.optimiser.lr=\"tune(0.1, 0.3)\"").Entries,
            e => Assert.Equal([("-y*log(p)", 0.1), ("-y*log(p)", 0.3)], e.Candidates.Select(c => (c.Genome, c.LearningRate))));
        Assert.All(Read("compare.lr=recipe").Entries, e => Assert.Equal((0, 0.05), (e.Candidates.Length, e.Trained.LearningRate)));
        Assert.All(Read("compare.lr=0.2").Entries, e => Assert.Equal((0, 0.2), (e.Candidates.Length, e.Trained.LearningRate)));
    }

    [Fact]
    public void Without_networks_that_of_the_evaluation_is_used() =>
        Assert.Equal(["mlp 7"], Read("compare.networks=[]", "evaluation.network.hidden=[7]").Entries.Select(e => e.Network).Distinct());

    [Fact]
    public void How_results_are_read_is_no_part_of_what_is_known_again()
    {
        var own = File().Founding.Config;
        Assert.All(
            [
                "compare.baseline=ngl", "compare.target=0.5", "compare.test=none", "evaluation.repeats=3", "evaluation.proof.draws=3",
                "run.births=7", "islands.count=2", "devices.cpu.lanes=1",
            ],
            set => Assert.Equal(own, File(set).Founding.Config));
        Assert.All(
            [
                "compare.losses=[ce]", "compare.networks=[{ kind = mlp }]", "compare.seeds=7", "compare.lr=recipe", "compare.tuning=3",
                "compare.curve.points=9", "compare.tail=0.5", "run.seed=9", "evaluation.steps=9",
            ],
            set => Assert.NotEqual(own, File(set).Founding.Config));
    }

    [Fact]
    public void Sharpdro_is_cross_entropy_whose_recipe_weighs_groups()
    {
        var images = MadeUpCifar.Write(folder.Path, contrast: 14);
        var entries = Read(
            "compare.losses=[ce, sharpdro, \"wide: sharpdro(0.2)\"]",
            "evaluation.dataset=null",
            $"evaluation.dataset={{kind = cifar, path = \"{images}/cifar-10-batches-bin\", corruption {{ kind = gaussian-noise }} }}")
            .Entries;
        Assert.Equal(
            [("ce", null), ("sharpdro", new SharpDroSpec(0.05)), ("wide", new SharpDroSpec(0.2))],
            entries.Take(3).Select(e => (e.Loss, e.Trained.Recipe.SharpDro)));
        Assert.All(entries, e => Assert.Equal("-y*log(p)", e.Trained.Genome));
    }

    ComparisonPlan Read(params string[] set) => File(set).Plan;

    ComparisonFile File(params string[] set)
    {
        var path = Path.Combine(folder.Path, "small.conf");
        System.IO.File.WriteAllText(path, CompareTests.Conf);
        return ComparisonFile.Read(path, set);
    }
}
