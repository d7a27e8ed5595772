using LossActors.Genetics.Genomes;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

/// <summary>Reductions, schedules and sharpness in the trainer, against steps taken by hand.</summary>
public sealed class GeneTrainingTests
{
    const double Rate = 0.5;

    static readonly PairedSeed Seed = PairedSeed.ForSearch(3, 0);

    static readonly Recipe Linear = new(
        new ClustersSpec(Classes: 3, Dimensions: 4, Points: 60, LabelNoise: 0.2, Separation: 2), new MlpSpec([]), new SgdSpec(Rate),
        Batch: 60, Steps: 7);

    static readonly Recipe Small = new(
        new ClustersSpec(Classes: 4, Dimensions: 8, Points: 300, LabelNoise: 0.1, Separation: 3), new MlpSpec([32]),
        new SgdSpec(0.02, 0.9), Batch: 32, Steps: 120);

    static DataDraw Draw => DataDraw.From(Linear.Dataset, Seed);

    static TrainingRun Run(string genome, Recipe? recipe = null, int steps = 7)
    {
        LaneThread.Enter();
        var plan = TrainedLoss.Plan(genome, ScaleDefault.Raw, 3, steps);
        return new(recipe ?? Linear, Seed, Draw, plan, torch.CPU);
    }

    static double[] Phi(double[] losses, double theta, double sigma) =>
        [.. losses.Select(l => (l - theta) / sigma).Select(v => sigma * v / Math.Sqrt(v * v + 1) / losses.Length)];

    /// <summary>A = 3, T = 2, without a tail: the weight of the active class goes 1, 3, 1, 3, ….</summary>
    static double Gamma(int label, long step)
    {
        double emphasis = step % 2 == 0 ? 1 : 3, scale = 3 / (emphasis + 2);
        return label == step / 2 % 3 ? emphasis * scale : scale;
    }

    static void TrainsLikeHand(string genome, Func<DataDraw, float[][], HandTraining> make, int steps = 7)
    {
        using var run = Run(genome, steps: steps);
        var hand = make(Draw, run.Weights());
        hand.Run(steps, Rate);
        for (var i = 0; i < steps; i++) Assert.Null(run.Step());
        var weights = run.Weights();
        var expected = hand.Weights.SelectMany(row => row[..^1]).Concat(hand.Weights.Select(row => row[^1]));
        Assert.Equal(expected, weights.SelectMany(w => w).Select(w => (double)w), (a, b) => Math.Abs(a - b) < 2e-5);
    }

    [Fact]
    public void The_mean_trains_as_by_hand() => TrainsLikeHand("-y*log(p)", (d, w) => new(d, w));

    [Fact]
    public void Sam_takes_its_gradient_at_the_ascended_weights() =>
        TrainsLikeHand("sam(0.3)[-y*log(p)]", (d, w) => new(d, w) { Climb = (_, g, norm) => 0.3 * g / (norm + 1e-12) });

    [Fact]
    public void Asam_ascends_by_the_square_of_each_weight_over_the_plain_norm() =>
        TrainsLikeHand("asam(0.3)[-y*log(p)]", (d, w) => new(d, w) { Climb = (v, g, norm) => 0.3 * v * v * g / (norm + 1e-12) });

    [Fact]
    public void Soft_ascent_weighs_samples_by_their_distance_from_the_threshold() =>
        TrainsLikeHand("soft_ascent(0.7, 0.5)[-y*log(p)]", (d, w) => new(d, w) { Reduce = (losses, _) => Phi(losses, 0.7, 0.5) });

    [Fact]
    public void Flooding_ascends_below_its_level_and_descends_above() => TrainsLikeHand(
        "flood(0.9)[-y*log(p)]", (d, w) => new(d, w)
        {
            Reduce = (losses, _) => [.. losses.Select(_ => (double)Math.Sign(losses.Average() - 0.9) / losses.Length)],
        }, steps: 25);

    [Fact]
    public void A_dynamical_loss_counts_optimiser_steps_and_ends_static() => TrainsLikeHand(
        "dynamical(3, 2, tail=3)[-y*log(p)]",
        (d, w) => new(d, w) { ClassWeight = (label, step) => step >= 8 ? 1 : Gamma(label, step) }, steps: 11);

    [Fact]
    public void All_genes_work_together() => TrainsLikeHand(
        "sam(0.2)[soft_ascent(0.7, 0.5)[dynamical(3, 2)[-y*log(p)]]]", (d, w) => new(d, w)
        {
            Climb = (_, g, norm) => 0.2 * g / (norm + 1e-12), ClassWeight = Gamma, Reduce = (losses, _) => Phi(losses, 0.7, 0.5),
        });

    [Fact]
    public void Flooding_keeps_the_training_loss_at_its_level()
    {
        using var run = Run("flood(0.9)[-y*log(p)]", Linear with { Optimiser = new SgdSpec(0.05) }, 400);
        for (var i = 0; i < 400; i++) Assert.Null(run.Step());
        var (_, sum) = run.Evaluate(Draw.Training)!.Value;
        Assert.Equal(0.9, sum / Draw.Training.Count, 0.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void A_learned_threshold_comes_to_the_one_that_is_solved_for_and_does_not_decay(double decay)
    {
        const int Steps = 3000;
        var recipe = Linear with { Optimiser = new SgdSpec(0.01, WeightDecay: decay) };
        using var learned = Run("cvar(0.5, learned)[-y*log(p)]", recipe, Steps);
        using var solved = Run("cvar(0.5)[-y*log(p)]", recipe, Steps);
        Assert.Null(solved.Threshold);
        for (var i = 0; i < Steps; i++)
        {
            Assert.Null(learned.Step());
            Assert.Null(solved.Step());
        }

        var (byLearned, bySolved) = (SortedLosses(learned), SortedLosses(solved));
        Assert.InRange(learned.Threshold!.item<float>(), byLearned[25], byLearned[35]);
        Assert.Equal(bySolved[30..].Average(), byLearned[30..].Average(), 0.02);

        static double[] SortedLosses(TrainingRun run)
        {
            var hand = new HandTraining(Draw, run.Weights());
            return [.. hand.Losses(hand.Weights, 0).Order()];
        }
    }

    [Fact]
    public void A_card_gets_the_threshold_gradient_that_the_processor_gets()
    {
        var plan = TrainedLoss.Plan("unit(2)[chi2(0.5, learned)[-y*log(p)]]", ScaleDefault.Unit, 3, 10);
        using var host = new HostLossStep(new(plan), 6, 3);
        using var card = new DeviceLossStep(new(plan, torch.float32, torch.CPU), 6, 3, torch.CPU);
        using var z = TensorMemory.From<float>([.. Enumerable.Range(0, 18).Select(i => MathF.Sin(i) * 3)], [6, 3]);
        for (var i = 0; i < 6; i++) host.Labels[i] = card.Labels[i] = i % 3;
        Assert.Null(host.Run(z, 0, out var expected));
        Assert.Null(card.Run(z, 0, out var actual));
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.NotEqual(0, host.Threshold!.grad!.item<float>());
        Assert.Equal(host.Threshold.grad!.item<float>(), card.Threshold!.grad!.item<float>(), 1e-5f);
    }

    public static TheoryData<string> Genomes =>
    [
        "flood(0.1)[-y*log(p)]", "iflood(0.1)[-y*log(p)]", "soft_ascent(0.1, 1)[-y*log(p)]", "cvar(0.5)[-y*log(p)]",
        "cvar(0.5, learned)[-y*log(p)]",
        "chi2(0.5)[-y*log(p)]", "chi2(0.5, learned)[-y*log(p)]", "tilted(1)[-y*log(p)]", "concentrated(cvar(0.5), 0.4)[-y*log(p)]",
        "concentrated(cvar(0.5), 0.4, theta=quantile, level=batch)[-y*log(p)]", "concentrated(cvar(0.5), 0.4, theta=learned)[-y*log(p)]",
        "dynamical(3, 25, start=middle, tail=20)[-y*log(p)]", "dynamical(3, 25, outputs)[square(z - y)]", "sam(0.05)[-y*log(p)]",
        "asam(0.5)[-y*log(p)]",
        "sam(0.05)[chi2(0.5, learned)[dynamical(3, 25)[-y*log(p)]]]",
    ];

    [Theory]
    [MemberData(nameof(Genomes))]
    public void Every_gene_learns_and_repeats_to_the_bit(string genome)
    {
        EvaluationRequest request = new(genome, Small, 1, 0, new Proof(5));
        var result = Assert.IsType<Scored>(new Trainer().Evaluate(request, _ => { }, default));
        Assert.InRange(result.Test!.Value.Accuracy, 0.8, 1);
        Assert.Equal(result.ToJson(), new Trainer().Evaluate(request, _ => { }, default).ToJson());
    }

    [Fact]
    public void Adam_trains_a_threshold_too()
    {
        var recipe = Small with { Optimiser = new AdamSpec(0.01, WeightDecay: 0.01) };
        var result = new Trainer().Evaluate(new("cvar(0.5, learned)[-y*log(p)]", recipe, 1, 0, new Proof(5)), _ => { }, default);
        Assert.InRange(Assert.IsType<Scored>(result).Test!.Value.Accuracy, 0.8, 1);
    }

    [Fact]
    public void Two_gradients_a_step_cost_twice()
    {
        EvaluationRequest request = new("-y*log(p)", Small, 0.1, 0, new Search());
        var plain = Assert.IsType<Scored>(new Trainer().Evaluate(request, _ => { }, default));
        var sharp = Assert.IsType<Scored>(new Trainer().Evaluate(request with { Genome = "sam(0.05)[-y*log(p)]" }, _ => { }, default));
        Assert.Equal((plain.Steps, 2 * plain.NodeElements), (sharp.Steps, sharp.NodeElements));
    }

    public static TheoryData<string> Named => [.. NamedLosses.All.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Named))]
    public void Every_named_loss_trains_at_its_default(string name)
    {
        var result = new Trainer().Evaluate(new(name, Small, 1, 0, new Proof(2)), _ => { }, default);
        Assert.InRange(Assert.IsType<Scored>(result).Test!.Value.Accuracy, 0.8, 1);
    }
}
