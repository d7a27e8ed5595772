using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Structured;
using LossActors.Learning.Training;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class SurrogateHeadTests
{
    const double Temperature = 0.3;
    const int Batch = 6;

    static readonly DataDraw Draw = DataDraw.From(new LabelSetsSpec { Samples = 200, Dimensions = 3, Items = 5 }, Seed);

    public SurrogateHeadTests() => LaneThread.Enter();

    static SurrogateHead Head(EmbeddingKind kind, int? mostScores = null, StructureScoring scoring = StructureScoring.Edit)
    {
        var spec = new StructureSpec(new(kind, Width: 8, Hidden: 8, Layers: 1), Temperature, Scoring: scoring);
        var space = OutputSpace.Of(spec, Draw, Seed, () => { });
        return mostScores is { } most ? new(spec, Draw, space, torch.CPU, most) : new(spec, Draw, space, torch.CPU);
    }

    static Tensor Outputs(int rows, int width) => torch.sin(torch.arange(rows * width).to(torch.float32) * 1.7).view(rows, width) * 2;

    /// <summary>The value and the gradient of the published loss at a batch's outputs.</summary>
    static (float[][] Scores, double Value, float[][] Gradient) Published(SurrogateHead head)
    {
        var plan = TrainedLoss.Plan("-y*s", ScaleDefault.Raw, Batch, 1);
        using var step = LossStep.For(plan, Batch, Batch, torch.CPU);
        var outputs = Outputs(Batch, head.Space.Width).requires_grad_(true);
        head.Meet(Draw.Training.Rows.AsSpan(0, Batch));
        var scores = head.Scores(outputs);
        for (var i = 0; i < Batch; i++) step.Labels[i] = i;
        Assert.Null(step.Run(scores, 0, out var gradient));
        var value = step.SampleLosses(scores, 0).Average();
        Gradients.Backward(scores, gradient);
        return (
            [.. scores.detach().ToArray<float>().Chunk(Batch)], value,
            [.. outputs.grad!.ToArray<float>().Chunk(head.Space.Width)]);
    }

    [Fact]
    public void One_hot_scores_are_squared_distances_and_the_published_loss_is_mean_squared_error()
    {
        using var head = Head(EmbeddingKind.OneHot);
        var (scores, value, gradient) = Published(head);
        float[][] u = [.. Outputs(Batch, 5).ToArray<float>().Chunk(5)];
        float[][] y = [.. Enumerable.Range(0, Batch).Select(i => head.Space.Vector(Draw.Training.Rows[i]).ToArray())];
        for (var i = 0; i < Batch; i++)
        {
            for (var j = 0; j < Batch; j++)
                Assert.Equal(-0.5 * u[i].Zip(y[j], (a, b) => (a - b) * (a - b)).Sum() / Temperature, scores[i][j], 1e-4);
            for (var k = 0; k < 5; k++) Assert.Equal((u[i][k] - y[i][k]) / Temperature / Batch, gradient[i][k], 1e-5);
        }

        Assert.Equal(-Enumerable.Range(0, Batch).Average(i => scores[i][i]), value, 1e-5);
    }

    [Theory]
    [InlineData(EmbeddingKind.Random)]
    [InlineData(EmbeddingKind.Kernel)]
    public void On_the_sphere_scores_are_cosines_and_the_published_loss_is_their_mean_with_a_minus(EmbeddingKind kind)
    {
        using var head = Head(kind);
        var (scores, value, gradient) = Published(head);
        float[][] u = [.. Outputs(Batch, 8).ToArray<float>().Chunk(8)];
        var expected = Enumerable.Range(0, Batch).Select(i => Cosine(u[i], head.Space.Vector(Draw.Training.Rows[i]))).ToArray();
        for (var i = 0; i < Batch; i++)
        {
            Assert.Equal(expected[i] / Temperature, scores[i][i], 1e-4);
            // The length of an output says nothing.
            Assert.Equal(0, u[i].Zip(gradient[i], (a, b) => a * b).Sum(), 1e-5);
        }

        Assert.Equal(-expected.Average() / Temperature, value, 1e-5);
    }

    [Theory]
    [InlineData(EmbeddingKind.Random)]
    [InlineData(EmbeddingKind.OneHot)]
    public void The_best_candidate_is_that_of_a_plain_loop_in_chunks_of_any_size(EmbeddingKind kind)
    {
        using var whole = Head(kind);
        using var single = Head(kind, mostScores: 1);
        using var few = Head(kind, mostScores: 7 * whole.Candidates.Length);
        var answers = Answers(whole);
        Assert.Equal(answers, Answers(single));
        Assert.Equal(answers, Answers(few));
        Assert.True(answers.Distinct().Count() > 3);

        int[] Answers(SurrogateHead head)
        {
            var (test, width) = (Draw.Test, head.Space.Width);
            var all = Outputs(Draw.Outputs!.Count, width);
            float[][] u = [.. all.ToArray<float>().Chunk(width)];
            var answers = new int[test.Count];
            Assert.True(head.Each(Forward, test, (i, row, scores, own) =>
            {
                Assert.Equal(test.Rows[i], row);
                answers[i] = head.Candidates[TensorMax(scores)];
                var plain = head.Candidates.Select(c => Similarity(head, u[row], c)).ToArray();
                Assert.Equal(plain.Max(), Similarity(head, u[row], answers[i]), 1e-5);
                Assert.Equal(Similarity(head, u[row], row), own, 1e-4);
            }));
            return answers;

            Tensor Forward(int[] rows) => all.index_select(0, torch.tensor(rows.Select(r => (long)r).ToArray()));
        }
    }

    [Fact]
    public void Candidates_are_the_outputs_that_no_test_knows_of_each_once()
    {
        using var head = Head(EmbeddingKind.Random);
        var held = Draw.Validation.Rows.Concat(Draw.Test.Rows).ToHashSet();
        Assert.DoesNotContain(head.Candidates, held.Contains);
        Assert.Equal(
            Draw.Known!.Select(row => Draw.Outputs!.Key(row)).Distinct(), head.Candidates.Select(row => Draw.Outputs!.Key(row)));
        Assert.All(Draw.Training.Rows, row => Assert.NotNull(head.PlaceOf(row)));
    }

    [Fact]
    public void Outputs_that_are_no_numbers_are_told()
    {
        using var head = Head(EmbeddingKind.Random);
        Assert.False(head.Each(rows => torch.full(rows.Length, 8, float.NaN), Draw.Test, (_, _, _, _) => { }));
    }

    [Fact]
    public void An_answer_counts_by_its_parts_or_as_a_whole()
    {
        using var parts = Head(EmbeddingKind.Random);
        using var whole = Head(EmbeddingKind.Random, scoring: StructureScoring.Exact);
        var (answer, truth) = (Draw.Test.Rows[0], Draw.Test.Rows[1]);
        var wrong = Draw.Outputs!.Distance(answer, Draw.Outputs, truth);
        Assert.NotEqual(0, wrong);
        Assert.Equal((5 - wrong, 5), parts.Right(answer, truth));
        Assert.Equal((5, 5), parts.Right(truth, truth));
        Assert.Equal((0, 1), whole.Right(answer, truth));
        Assert.Equal((1, 1), whole.Right(truth, truth));
    }

    [Fact]
    public void A_molecule_is_right_however_it_is_written_and_never_less_right_than_not_at_all()
    {
        var molecules = Molecules("CCO", "OCC", "C#N", "FC(F)(F)C(F)(F)F");
        var draw = Draw with { Outputs = molecules, Known = [0, 1, 2, 3], Training = new([0, 1, 2], [0, 0, 0]) };
        var spec = new StructureSpec(new(EmbeddingKind.Random, Width: 4, Hidden: 4, Layers: 1), Scoring: StructureScoring.Exact);
        var space = OutputSpace.Of(spec, draw, Seed, () => { });
        using var exact = new SurrogateHead(spec, draw, space, torch.CPU);
        using var edits = new SurrogateHead(spec with { Scoring = StructureScoring.Edit }, draw, space, torch.CPU);
        Assert.Equal((1, 1), exact.Right(0, 1));
        Assert.Equal((0, 1), exact.Right(0, 2));
        Assert.Equal((5, 5), edits.Right(0, 1));
        Assert.Equal((0, 3), edits.Right(3, 2));
    }

    static double Similarity(SurrogateHead head, float[] u, int row) => head.Space.OnSphere
        ? Cosine(u, head.Space.Vector(row))
        : -0.5 * u.Zip(head.Space.Vector(row).ToArray(), (a, b) => (double)(a - b) * (a - b)).Sum();

    static double Cosine(float[] u, ReadOnlySpan<float> direction)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var k = 0; k < u.Length; k++) (sum, squares) = (sum + (double)u[k] * direction[k], squares + (double)u[k] * u[k]);
        return sum / Math.Sqrt(squares);
    }

    static int TensorMax(ReadOnlySpan<float> scores) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(scores);
}
