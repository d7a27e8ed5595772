using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class TrainerTests
{
    const string CrossEntropy = "-y*log(p)";

    static readonly Recipe Small = new(
        new ClustersSpec(Classes: 4, Dimensions: 8, Points: 300, LabelNoise: 0.2, Separation: 3, TestPoints: 500), new MlpSpec([32]),
        new SgdSpec(0.05, 0.9), Batch: 32, Steps: 120, Repeats: 2);

    static EvaluationResult Evaluate(EvaluationRequest request, Action<long>? onStep = null, CancellationToken token = default) =>
        new Trainer().Evaluate(request, onStep ?? (_ => { }), token);

    static Scored Scored(Recipe recipe, Purpose? purpose = null, string genome = CrossEntropy, double rung = 1, int repeat = 0) =>
        Assert.IsType<Scored>(Evaluate(new(genome, recipe, rung, repeat, purpose ?? new Search())));

    [Fact]
    public void Cross_entropy_learns_the_clusters()
    {
        var result = Scored(Small, new Proof(1));
        Assert.InRange(result.Test!.Value.Accuracy, 0.9, 1);
        Assert.InRange(result.Validation.Accuracy, 0.65, 0.9);
        Assert.InRange(result.Score, 0.1, 0.35);
        Assert.Equal((600, 1000), (result.Validation.Total, result.Test.Value.Total));
    }

    [Fact]
    public void A_small_network_learns_the_spiral_far_better_than_chance()
    {
        var recipe = new Recipe(new SpiralSpec(), new MlpSpec([100]), new SgdSpec(0.5, 0.9), Batch: 300, Steps: 1500);
        Assert.InRange(Scored(recipe).Validation.Accuracy, 0.8, 1);
    }

    [Fact]
    public void A_single_output_learns_two_classes_as_two_outputs_do()
    {
        var data = new ClustersSpec(Classes: 2, Dimensions: 8, Points: 300, Separation: 2);
        var recipe = Small with { Dataset = data, Network = new MlpSpec([32], SingleOutput: true) };
        Assert.InRange(Scored(recipe).Validation.Accuracy, 0.95, 1);
    }

    [Fact]
    public void Lenet_learns_images_with_Adam()
    {
        using var folder = new Data.Folder();
        // Class k has a bright bar at rows 3k … 3k+2.
        byte Pixel(int i) => (byte)(i % 400 / 20 / 4 == i / 400 % 5 ? 255 : i * 37 % 100);
        var data = folder.Images(5, [200, 20, 20], Pixel);
        var recipe = new Recipe(data, new LeNet5Spec(), new AdamSpec(0.003), Batch: 25, Steps: 60).Pinned();
        Assert.InRange(Scored(recipe).Validation.Accuracy, 0.9, 1);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(1000)]
    public void Augmentation_shows_other_images_at_every_step_and_the_same_ones_to_another_loss(int batch)
    {
        using var folder = new Data.Folder();
        var data = folder.Images(5, [200, 20, 20], i => (byte)(i * 37 % 251));
        TrainingOutcome Train(Augmentation? augmentation, int steps) =>
            Scored(new Recipe(data with { Augmentation = augmentation }, new LeNet5Spec(), new SgdSpec(0.05), batch, steps).Pinned())
            .Trainings[0];

        Assert.Equal(Train(new(true, 4), 3), Train(new(true, 4), 3));
        Assert.NotEqual(Train(null, 1).ValidationCrossEntropy, Train(new(true, 4), 1).ValidationCrossEntropy);
        Assert.Equal(Train(null, 3), Train(new(), 3));
    }

    [Theory]
    [InlineData(false, 0.0, 0.05)]
    [InlineData(true, 0.3, 2.0)]
    public void A_whole_batch_is_shown_anew_at_every_step(bool augmented, double least, double most)
    {
        using var folder = new Data.Folder();
        var data = folder.Images(2, [40, 20, 20], i => (byte)(i * 37 % 251)) with { Augmentation = augmented ? new(true, 4) : null };
        var recipe = new Recipe(data, new MlpSpec([]), new SgdSpec(1e-5), Batch: 1000, Steps: 2);
        var (seed, draw) = (PairedSeed.ForSearch(1, 0), DataDraw.From(data, PairedSeed.ForSearch(1, 0)));
        using var run = new TrainingRun(recipe, seed, draw, TrainedLoss.Plan(CrossEntropy, ScaleDefault.Unit, 2, 2), torch.CPU);
        var weights = new List<float[]> { run.Weights()[0] };
        for (var step = 0; step < 2; step++)
        {
            run.Step();
            weights.Add(run.Weights()[0]);
        }

        // So small a rate that the gradient is the same if the images are.
        double[] Change(int step) => [.. weights[step + 1].Zip(weights[step], (after, before) => (double)after - before)];
        var (first, second) = (Change(0), Change(1));
        var difference = Math.Sqrt(first.Zip(second, (a, b) => (a - b) * (a - b)).Sum() / first.Sum(a => a * a));
        Assert.InRange(difference, least, most);
    }

    [Fact]
    public void The_same_request_gives_the_same_bytes_on_any_lane_whatever_ran_before()
    {
        EvaluationRequest request = new(CrossEntropy, Small, 0.5, 3, new Proof(9));
        var first = Evaluate(request).ToJson();
        var used = new Trainer();
        used.Evaluate(request with { Genome = "-y*p + z*z", Repeat = 0 }, _ => { }, default);
        Assert.Throws<EvaluationInterruptedException>(() => Interrupted(used, request, 7));
        Assert.Equal(first, used.Evaluate(request, _ => { }, default).ToJson());

        var results = new string[2];
        Thread[] lanes = [.. Enumerable.Range(0, 2).Select(i => new Thread(() => results[i] = Evaluate(request).ToJson()))];
        foreach (var lane in lanes) lane.Start();
        foreach (var lane in lanes) lane.Join();
        Assert.Equal([first, first], results);
    }

    static void Interrupted(Trainer trainer, EvaluationRequest request, int afterStep)
    {
        using var source = new CancellationTokenSource();
        trainer.Evaluate(request, n =>
        {
            if (n == afterStep) source.Cancel();
        }, source.Token);
    }

    [Fact]
    public void Interrupting_is_an_exception_at_the_next_step()
    {
        using var source = new CancellationTokenSource();
        var steps = 0L;
        Assert.Throws<EvaluationInterruptedException>(() => Evaluate(new(CrossEntropy, Small, 1, 0, new Search()), n =>
        {
            steps = n;
            if (n == 10) source.Cancel();
        }, source.Token));
        Assert.Equal(10, steps);
    }

    [Fact]
    public void The_heartbeat_counts_every_step_of_every_training()
    {
        var beats = new List<long>();
        Evaluate(new(CrossEntropy, Small, 0.25, 0, new Search()), beats.Add);
        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), beats);
    }

    [Fact]
    public void A_search_never_scores_the_test_split()
    {
        var result = Scored(Small);
        Assert.Null(result.Test);
        Assert.All(result.Trainings, t => Assert.True(t is { Test: null, BestStop: null, Curve: null }));
    }

    [Fact]
    public void A_proof_tells_the_best_stopping_step_of_every_training()
    {
        foreach (var training in Scored(Small, new Proof(2)).Trainings)
        {
            Assert.Equal(20, training.Curve!.Count);
            Assert.Equal(Small.Steps, training.Curve[^1].Step);
            Assert.Equal(training.Validation, training.Curve[^1].Validation);
            Assert.Equal(training.ValidationCrossEntropy, training.Curve[^1].CrossEntropy);
            var most = training.Curve.Max(c => c.Validation.Correct);
            var best = training.Curve.Where(c => c.Validation.Correct == most).MinBy(c => c.CrossEntropy)!;
            Assert.Equal((best.Step, best.Validation), (training.BestStop!.Step, training.BestStop.Validation));
            if (best.Step == Small.Steps) Assert.Equal(training.Test, training.BestStop.Test);
        }
    }

    [Fact]
    public void On_a_validation_split_that_leaves_checkpoints_equal_the_best_stop_is_not_the_least_trained()
    {
        // Clusters so far apart that every checkpoint answers all: the cross-entropy still falls.
        var apart = new ClustersSpec(Classes: 3, Dimensions: 8, Points: 30, Separation: 20, TestPoints: 30);
        var recipe = Small with { Repeats = 1, Dataset = apart };
        var training = Scored(recipe, new Proof(2)).Trainings[0];
        Assert.True(training.IsBestStopTied);
        Assert.True(training.Curve![0].Validation.Correct == training.Validation.Correct, "the first checkpoint is as right as the last");
        Assert.Equal(training.Curve.Min(c => c.CrossEntropy), training.RankAtBestStop.CrossEntropy);
        Assert.True(training.BestStop!.Step > training.Curve[0].Step);
    }

    [Fact]
    public void A_proof_on_record_without_cross_entropies_still_reads_and_ranks_below_its_equals()
    {
        const string old = """
            {"outcome":"scored","trainings":[{"validation":{"correct":9,"total":10},"validation-cross-entropy":0.5,
            "test":{"correct":8,"total":10},"best-stop":{"step":1,"validation":{"correct":9,"total":10},"test":{"correct":7,"total":10}},
            "curve":[{"step":1,"validation":{"correct":9,"total":10}},{"step":2,"validation":{"correct":9,"total":10}}]}],
            "steps":2,"node-elements":3}
            """;
        var training = Assert.IsType<Scored>(EvaluationResult.Parse(old)).Trainings[0];
        Assert.Equal((7, false), (training.BestStop!.Test.Correct, training.IsBestStopTied));
        var order = ValidationRank.Order;
        Assert.True(order.Compare(training.RankAtBestStop, new(9, 100)) < 0 && order.Compare(training.RankAtBestStop, new(8, 0)) > 0);
    }

    [Fact]
    public void The_test_score_of_the_best_stop_is_that_of_a_training_that_ends_there()
    {
        var recipe = Small with { Repeats = 1, Optimiser = new SgdSpec(0.3, 0.9), Steps = 200 };
        var (study, draw) = Enumerable.Range(0, 20).Select(d => (Scored(recipe, new Proof((ulong)d)).Trainings[0], (ulong)d))
            .First(r => r.Item1.BestStop!.Step < 200);
        var stopped = Scored(recipe with { Steps = study.BestStop!.Step }, new Proof(draw)).Trainings[0];
        Assert.Equal(stopped.Test, study.BestStop.Test);
        Assert.Equal(stopped.Validation, study.BestStop.Validation);
    }

    [Fact]
    public void Repeats_train_from_consecutive_paired_seeds()
    {
        var both = Scored(Small, repeat: 1).Trainings;
        var single = Small with { Repeats = 1 };
        Assert.Equal([Scored(single, repeat: 2).Trainings[0], Scored(single, repeat: 3).Trainings[0]], both);
    }

    [Fact]
    public void A_loss_that_blows_up_is_a_verdict_with_its_step()
    {
        var result = Assert.IsType<Diverged>(Evaluate(new(CrossEntropy, Small.With(1e30), 1, 0, new Search())));
        Assert.Equal((DivergenceReason.Logits, 0), (result.Reason, result.Training));
        Assert.InRange(result.Step, 2, 10);
        Assert.Equal(result.Step, result.Steps);
        Assert.Equal(1, result.Score);
        Assert.Equal(result, EvaluationResult.Parse(result.ToJson()));
    }

    [Fact]
    public void Weights_that_blow_up_at_the_last_step_are_a_verdict_too()
    {
        var recipe = Small with { Steps = 1, Repeats = 1, Optimiser = new SgdSpec(1e38) };
        Assert.IsType<Diverged>(Evaluate(new(CrossEntropy, recipe, 1, 0, new Search())));
    }

    [Fact]
    public void Unit_scale_trains_a_multiple_of_a_loss_like_the_loss_and_its_negative_too()
    {
        var expected = Scored(Small).Validation.Accuracy;
        Assert.Equal(expected, Scored(Small, genome: "-8*y*log(p)").Validation.Accuracy, 0.02);
        Assert.Equal(expected, Scored(Small, genome: "y*log(p)").Validation.Accuracy, 0.02);
        Assert.InRange(Scored(Small with { Scale = ScaleDefault.Raw }, genome: "y*log(p)").Validation.Accuracy, 0, 0.2);
    }

    [Fact]
    public void A_raw_recipe_trains_a_loss_as_raw_does()
    {
        var raw = Small with { Scale = ScaleDefault.Raw };
        Assert.Equal(Scored(Small, genome: "raw[-0.2*y*log(p)]").Trainings, Scored(raw, genome: "-0.2*y*log(p)").Trainings);
        Assert.NotEqual(Scored(Small, genome: "-0.2*y*log(p)").Trainings, Scored(raw, genome: "-0.2*y*log(p)").Trainings);
    }

    [Fact]
    public void A_result_parses_back_to_the_same_text()
    {
        var text = Scored(Small, new Proof(4)).ToJson();
        var parsed = Assert.IsType<Scored>(EvaluationResult.Parse(text));
        Assert.Equal(text, parsed.ToJson());
        Assert.Equal(1 - (double)parsed.Trainings.Sum(t => t.Validation.Correct) / 600, parsed.Score, 1e-15);
    }

    [Fact]
    public void What_is_shown_parses_back_to_the_same_text_and_a_trainer_shows_nothing()
    {
        const string text = """{"outcome":"demonstrated","figures":{"steps":[1,2.5e-3],"best":null,"name":"é"}}""";
        Assert.Equal(text, Assert.IsType<Demonstrated>(EvaluationResult.Parse(text)).ToJson());
        var asked = new EvaluationRequest("ce", Small, 1, 0, new Demonstration("turn", 0, new Dictionary<string, double>()));
        Assert.Contains("no demonstration 'turn'", Assert.Throws<FormatException>(() => Evaluate(asked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_costs_are_those_of_the_rung()
    {
        var result = Scored(Small, rung: 0.1);
        Assert.Equal((24, 24L * 32 * 4 * 5), (result.Steps, result.NodeElements));
    }

    [Fact]
    public void A_batch_above_the_training_points_is_all_of_them_in_order()
    {
        var all = Small with { Batch = 300 };
        Assert.Equal(Scored(all).Trainings, Scored(all with { Batch = 5000 }).Trainings);
    }

    [Theory]
    [InlineData("-y*log(", 1.0, 0)]
    [InlineData("p - p", 1.0, 0)]
    [InlineData(CrossEntropy, 1.5, 0)]
    [InlineData(CrossEntropy, 1.0, -1)]
    [InlineData(" ", 1.0, 0)]
    public void A_request_that_makes_no_sense_is_refused(string genome, double rung, int repeat) =>
        Assert.ThrowsAny<FormatException>(() => Evaluate(new(genome, Small, rung, repeat, new Search())));

    [Fact]
    public void A_network_that_does_not_fit_the_data_is_told_at_the_founding()
    {
        var refused = Assert.Throws<FormatException>(() => (Small with { Network = new LeNet5Spec() }).Pinned());
        Assert.Contains("lenet5", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_are_no_verdict() => Assert.Throws<DataSetException>(
        () => Evaluate(new(CrossEntropy, Small with { Dataset = new CifarSpec("nowhere", Content: "00") }, 1, 0, new Search())));
}
