using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;
using LossActors.Learning.Tests.Data;
using LossActors.Learning.Training;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class StructureEvaluationTests
{
    /// <summary>
    /// All sets of three labels to train on, and test samples whose inputs are the network's answer: to (0.95, 0.6, 0.2) the nearest
    /// corners of the cube are 110, 100, 111, 101, 010, 000, 011, 001.
    /// </summary>
    static DataDraw Table(Folder folder, params string[] truths)
    {
        var corners = Enumerable.Range(0, 24).Select(i => $"0,0,0,{i & 1},{i >> 1 & 1},{i >> 2 & 1}");
        File.WriteAllLines(folder["train.csv"], ["u,v,w,a,b,c", .. corners]);
        var asked = truths.Select(t => $"0.95,0.6,0.2,{string.Join(',', t.AsEnumerable())}");
        File.WriteAllLines(folder["test.csv"], ["u,v,w,a,b,c", .. asked]);
        return DataDraw.From(new LabelSetsSpec
        {
            Path = folder["train.csv"], TestPath = folder["test.csv"], Columns = "a\nb\nc", Normalisation = Normalisation.Unit,
        }, Seed);
    }

    static SplitScore Score(DataDraw draw, StructureScoring scoring = StructureScoring.Edit)
    {
        LaneThread.Enter();
        var spec = new StructureSpec(new(EmbeddingKind.OneHot), Candidates: CandidateSet.All, Scoring: scoring);
        using var head = new SurrogateHead(spec, draw, OutputSpace.Of(spec, draw, Seed, () => { }), torch.CPU);
        using var network = Network.Create(new MlpSpec([]), draw.Shape, 3, Seed);
        network.Parameters[0].CopyFrom<float>([1, 0, 0, 0, 1, 0, 0, 0, 1]);
        network.Parameters[1].CopyFrom<float>([0, 0, 0]);
        using var feed = InputFeed.For(draw, torch.CPU);
        var score = StructureEvaluation.Score(network, feed, head, draw.Test, 0.5, null)!;
        var (tally, squares) = StructureEvaluation.Of(network, feed, head, draw.Test)!.Value;
        Assert.Equal((score.Answers, score.CrossEntropy), (tally, squares / draw.Test.Count));
        return score;
    }

    [Fact]
    public void Distances_and_ranks_are_those_of_a_table_worked_out_by_hand()
    {
        using var folder = new Folder();
        var score = Score(Table(folder, "110", "100", "111", "000"));
        var structure = score.Structure!;
        Assert.Equal(8, structure.Candidates);
        Assert.Equal(new Tally(3 + 2 + 2 + 1, 12), score.Answers);
        Assert.Equal((0 + 1 + 1 + 2) / 4.0, structure.Distance);
        Assert.Null(structure.LooseDistance);
        Assert.Equal((0.25, 1.0), (structure.Hits1, structure.Hits10));
        Assert.Equal((1 + 1 / 2.0 + 1 / 3.0 + 1 / 6.0) / 4, structure.ReciprocalRank!.Value, 1e-12);
        // Squared distance to the nearest corner is 0.0025 + 0.16 + 0.04; a corner costs |1 - 2x| more for each label that differs.
        double[] squares = [0.2025, 0.2025 + 0.2, 0.2025 + 0.6, 0.2025 + 0.9 + 0.2];
        Assert.Equal(squares.Average(), score.CrossEntropy, 1e-6);
        Assert.Equal(squares[2..].Average(), score.TailLoss, 1e-6);
    }

    [Fact]
    public void Whole_answers_count_where_that_is_asked_for()
    {
        using var folder = new Folder();
        Assert.Equal(new Tally(2, 3), Score(Table(folder, "110", "110", "111"), StructureScoring.Exact).Answers);
    }
}
