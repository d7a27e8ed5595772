using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Structured;
using LossActors.Learning.Training;
using static LossActors.Learning.Tests.Structured.Fixtures;

namespace LossActors.Learning.Tests.Structured;

public sealed class ContrastiveLearningTests
{
    static readonly EmbeddingSpec Spec = new(Width: 16, Hidden: 16, Layers: 2, Steps: 60, Batch: 32, Rate: 3e-3);

    public static TheoryData<string> Kinds => ["graphs", "sets", "rankings", "sequences"];

    static StructuredOutputs Of(string kind) => kind switch
    {
        "graphs" => Graphs(60),
        "sets" => Sets(60, 14),
        "rankings" => Rankings(60, 6),
        _ => Sequences(60),
    };

    static OutputEncoder Learned(StructuredOutputs outputs, EmbeddingSpec spec)
    {
        LaneThread.Enter();
        var encoder = ContrastiveLearning.Encoder(outputs, spec, Seed);
        ContrastiveLearning.Learn(encoder, outputs, Rows(outputs), spec, Seed, () => { });
        return encoder;
    }

    /// <summary>Share of the structures whose edit is nearer to them than to any other.</summary>
    static double Recognised(OutputEncoder encoder, StructuredOutputs outputs)
    {
        using var mode = torch.no_grad();
        int[] rows = outputs.Distinct(Rows(outputs));
        var edited = outputs.Edited(rows, 1, 1, Stream(50));
        var scores = encoder.Encode(edited, Rows(edited)).matmul(encoder.Encode(outputs, rows).t());
        return scores.argmax(1).eq(torch.arange(rows.Length)).to(torch.float32).mean().item<float>();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Learning_brings_a_structure_nearer_to_its_edit_than_to_others(string kind)
    {
        var outputs = Of(kind);
        LaneThread.Enter();
        using var first = ContrastiveLearning.Encoder(outputs, Spec, Seed);
        using var learned = Learned(outputs, Spec);
        var (before, after) = (Recognised(first, outputs), Recognised(learned, outputs));
        Assert.True(after >= before + 0.1, $"{before} before, {after} after");
    }

    [Fact]
    public void Two_threads_learn_the_same_bits_at_once()
    {
        var outputs = Graphs(40);
        var spec = Spec with { Steps = 15 };
        float[] Vectors()
        {
            using var encoder = Learned(outputs, spec);
            return encoder.EncodeAll(outputs, () => { });
        }

        var (other, own) = (Array.Empty<float>(), Array.Empty<float>());
        var thread = new Thread(() => other = Vectors());
        thread.Start();
        own = Vectors();
        thread.Join();
        Assert.Equal(own, other);
        Assert.Equal(own, Vectors());
    }

    [Fact]
    public void A_lane_that_waits_for_another_one_that_is_stopped_makes_the_vectors_itself()
    {
        var draw = DataDraw.From(new LabelSetsSpec { Samples = 60, Dimensions = 2, Items = 4, DataSeed = 77 }, Seed);
        using var waiting = new ManualResetEventSlim();
        using var making = new ManualResetEventSlim();
        var stopped = new Thread(() => Assert.Throws<EvaluationInterruptedException>(() => OutputSpace.Of(new(Spec), draw, Seed, () =>
        {
            LaneThread.Enter();
            making.Set();
            waiting.Wait();
            throw new EvaluationInterruptedException(default);
        })));
        stopped.Start();
        making.Wait();
        LaneThread.Enter();
        var space = OutputSpace.Of(new(Spec), draw, Seed, waiting.Set);
        stopped.Join();
        Assert.Equal(draw.Outputs!.Count * Spec.Width, space.Vectors.Length);
        Assert.Same(space, OutputSpace.Of(new(Spec), draw, Seed, () => { }));
    }
}
