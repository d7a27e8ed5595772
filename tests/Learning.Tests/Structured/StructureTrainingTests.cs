using LossActors.Genetics.Genomes;
using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;
using LossActors.Learning.Tests.Data;
using LossActors.Learning.Training;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class StructureTrainingTests : IDisposable
{
    const string Published = "-y*s";

    static readonly EmbeddingSpec Embedding = new(Width: 24, Hidden: 24, Layers: 1, Steps: 80, Batch: 48, Rate: 3e-3);

    static readonly Recipe LabelSets = new(
        new LabelSetsSpec { Samples = 1200, Dimensions = 8, Items = 8, Noise = 0.1 }, new MlpSpec([48]), new AdamSpec(0.01), Batch: 32,
        Steps: 250, Structure: new(Embedding));

    static readonly Recipe Rankings = LabelSets with
    {
        Dataset = new RankingsSpec { Samples = 1200, Dimensions = 8, Items = 5, Noise = 0.1 },
    };

    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    static Scored Train(Recipe recipe, string genome = Published)
    {
        var result = new Trainer().Evaluate(new(genome, recipe, 1, 0, new Study(1, Points: 2)), _ => { }, default);
        return result as Scored ?? throw new InvalidOperationException(result.ToJson());
    }

    static StudyOutcome Outcome(Recipe recipe, string genome = Published) => Train(recipe, genome).Trainings[0].Study!;

    /// <summary>What the output that training samples have most often is right in, of the test samples.</summary>
    static double MostFrequent(Recipe recipe)
    {
        var draw = DataDraw.From(recipe.Dataset, PairedSeed.ForStudy(recipe.Seed, 1, 0));
        var outputs = draw.Outputs!;
        var answer = draw.Training.Rows.GroupBy(outputs.Key).MaxBy(g => g.Count())!.First();
        return draw.Test.Rows.Average(row => 1 - (double)outputs.Distance(answer, outputs, row) / outputs.Size(row));
    }

    [Theory]
    [InlineData(Published)]
    [InlineData("ce")]
    public void Sets_of_labels_are_learned(string loss)
    {
        var (learned, constant) = (Outcome(LabelSets, loss).Test.Answers.Accuracy, MostFrequent(LabelSets));
        Assert.True(learned > constant + 0.1, $"{learned}, where the most frequent set is right in {constant}");
    }

    [Theory]
    [InlineData(Published)]
    [InlineData("ce")]
    public void Rankings_are_learned(string loss)
    {
        var (learned, constant) = (Outcome(Rankings, loss).Test.Answers.Accuracy, MostFrequent(Rankings));
        Assert.True(learned > constant + 0.15, $"{learned}, where the most frequent ranking is right in {constant}");
    }

    [Theory]
    [InlineData(EmbeddingKind.Random)]
    [InlineData(EmbeddingKind.Kernel)]
    [InlineData(EmbeddingKind.OneHot)]
    [InlineData(EmbeddingKind.Edit)]
    public void Every_embedding_trains(EmbeddingKind kind)
    {
        var recipe = Rankings with { Steps = 60, Structure = new(Embedding with { Kind = kind }) };
        var (before, after) = (Outcome(recipe with { Steps = 1, Optimiser = new AdamSpec(1e-30) }), Outcome(recipe));
        Assert.True(after.Test.Structure!.Distance < before.Test.Structure!.Distance);
        Assert.True(after.Test.CrossEntropy < before.Test.CrossEntropy);
    }

    [Fact]
    public void A_sharpness_and_a_reduction_train()
    {
        var plain = Outcome(LabelSets with { Steps = 40 }).Test;
        foreach (var genome in new[] { "sam(0.05)[-y*s]", "cvar(0.5)[-y*s]" })
        {
            var test = Outcome(LabelSets with { Steps = 40 }, genome).Test;
            Assert.NotEqual(plain.CrossEntropy, test.CrossEntropy);
            Assert.InRange(test.Answers.Accuracy, 0.7, 1);
        }
    }

    [Fact]
    public void Two_lanes_at_once_and_a_later_one_get_the_same_bytes()
    {
        var recipe = LabelSets with { Steps = 30, Seed = 99 };
        var (other, own) = ("", "");
        var lane = new Thread(() => other = Train(recipe).ToJson());
        lane.Start();
        own = Train(recipe).ToJson();
        lane.Join();
        Assert.Equal(own, other);
        Assert.Equal(own, Train(recipe).ToJson());
    }

    [Fact]
    public void Molecules_are_learned_from_their_texts_and_decoded()
    {
        var graphs = Graphs(160);
        File.WriteAllLines(folder["smiles.txt"], Rows(graphs).Select(graphs.Text).Where(t => !t.Contains('.')));
        var recipe = LabelSets with
        {
            Dataset = new MoleculesSpec(folder["smiles.txt"]), Network = new TextCnnSpec(24, 2, 3), Steps = 60,
            Structure = new(Embedding, Decoding: new(Samples: 12, Starts: 2, RandomStarts: 1, Steps: 5)),
        };
        var test = Outcome(recipe.Pinned()).Test;
        var structure = test.Structure!;
        Assert.InRange(structure.LooseDistance!.Value, 0, structure.Distance);
        // Its own structure is no candidate of a test sample.
        Assert.Null(structure.Hits1);
        Assert.Equal(12, structure.Decoded!.Samples);
        // Five steps there and back from three starts, and what they round to.
        Assert.InRange(structure.Decoded.Encodings, 3 * (2 * 5 + 1), 3 * (3 * 5 + 1));
        Assert.InRange(structure.Decoded.New, 0, 1);
        if (structure.Decoded.New > 0) Assert.Equal(1, structure.Decoded.Valid);
        var all = Outcome((recipe with { Structure = new(Embedding, Candidates: CandidateSet.All) }).Pinned()).Test.Structure!;
        Assert.InRange(all.Hits1!.Value, 0, all.Hits10!.Value);
        Assert.InRange(all.ReciprocalRank!.Value, all.Hits1!.Value, 1);
    }

    [Fact]
    public void Fewer_labelled_samples_leave_the_other_outputs_among_the_candidates()
    {
        var few = LabelSets with { Dataset = ((LabelSetsSpec)LabelSets.Dataset) with { Labelled = 40 }, Steps = 20 };
        var (all, limited) = (Outcome(LabelSets with { Steps = 20 }), Outcome(few));
        Assert.Equal(40 * 8, limited.Training.Answers.Total);
        Assert.Equal(all.Test.Structure!.Candidates, limited.Test.Structure!.Candidates);
    }

    [Fact]
    public void An_interrupted_embedding_interrupts_the_training()
    {
        using var cancellation = new CancellationTokenSource();
        var request = new EvaluationRequest(Published, LabelSets with { Seed = 1234 }, 1, 0, new Search());
        Assert.Throws<EvaluationInterruptedException>(() => new Trainer().Evaluate(request, steps =>
        {
            Assert.Equal(0, steps);
            cancellation.Cancel();
        }, cancellation.Token));
    }

    [Fact]
    public void S_is_another_spelling_of_z() => Assert.Equal(LossGenome.Parse("-y*z"), LossGenome.Parse(Published));

    [Fact]
    public void A_recipe_of_structures_parses_back_to_itself()
    {
        Recipe[] recipes =
        [
            LabelSets,
            Rankings with { Structure = new(new(EmbeddingKind.Edit), 0.5, CandidateSet.Training, StructureScoring.Exact) },
            LabelSets with
            {
                Dataset = new MoleculesSpec("a", Elements: "C,N", Content: "0") { Labelled = 7, Proof = 0.1 },
                Network = new TextTransformerSpec(), Structure = new(Embedding, Decoding: new()),
            },
        ];
        Assert.All(recipes, recipe => Assert.Equal(recipe, Recipe.Parse(recipe.ToJson())));
        var classes = LabelSets with { Structure = null, Dataset = new ClustersSpec() };
        Assert.DoesNotContain("structure", classes.ToJson(), StringComparison.Ordinal);
    }
}
