using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class LrScheduleTests
{
    static readonly Recipe Linear = new(
        new ClustersSpec(Classes: 3, Dimensions: 4, Points: 60, Separation: 2), new MlpSpec([]), new SgdSpec(0.5), Batch: 60, Steps: 10);

    static Recipe With(LrSchedule schedule, int steps = 10) =>
        Linear with { Steps = steps, Optimiser = new SgdSpec(0.5) { LrSchedule = schedule } };

    [Fact]
    public void Milestones_multiply_the_rate_from_their_step_on()
    {
        var optimiser = With(new MultiStepLr([0.25, 0.6], 0.2)).Optimiser;
        // 2.5 is rounded to even.
        Assert.Equal(
            [.5, .5, .1, .1, .1, .1, .02, .02, .02, .02], Enumerable.Range(0, 10).Select(i => Math.Round(optimiser.RateAt(i, 10), 12)));
        Assert.Equal(0.5, new SgdSpec(0.5).RateAt(9, 10));
    }

    [Fact]
    public void A_cosine_falls_from_the_rate_over_its_middle_to_its_share()
    {
        var cosine = new CosineLr(0.1);
        Assert.Equal(
            [1, 0.1 + 0.9 * (1 + Math.Sqrt(0.5)) / 2, 0.55, 0.1], new[] { 0, 25, 50, 100 }.Select(i => cosine.Factor(i, 100)),
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_training_steps_by_the_rate_of_each_step()
    {
        LaneThread.Enter();
        var (recipe, seed) = (With(new MultiStepLr([0.3, 0.6], 0.2)), PairedSeed.ForSearch(3, 0));
        var draw = DataDraw.From(recipe.Dataset, seed);
        using var run = new TrainingRun(recipe, seed, draw, TrainedLoss.Plan("-y*log(p)", ScaleDefault.Raw, 3, 10), torch.CPU);
        var hand = new HandTraining(draw, run.Weights());
        hand.Run(3, 0.5);
        hand.Run(3, 0.1);
        hand.Run(4, 0.02);
        for (var i = 0; i < 10; i++) Assert.Null(run.Step());
        var expected = hand.Weights.SelectMany(row => row[..^1]).Concat(hand.Weights.Select(row => row[^1]));
        Assert.Equal(expected, run.Weights().SelectMany(w => w).Select(w => (double)w), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_shorter_rung_has_the_whole_schedule()
    {
        var cosine = new CosineLr();
        Assert.Equal(Score(With(cosine, 40), 1), Score(With(cosine, 80), 0.5));
        Assert.NotEqual(Score(With(cosine, 40), 1), Score(Linear with { Steps = 40 }, 1));

        static string Score(Recipe recipe, double rung) =>
            new Trainer().Evaluate(new("-y*log(p)", recipe, rung, 0, new Search()), _ => { }, default).ToJson();
    }

    [Fact]
    public void A_recipe_keeps_its_schedule_at_another_rate_and_says_nothing_of_one_that_it_has_not()
    {
        var recipe = With(new MultiStepLr([0.3, 0.6], 0.2));
        Assert.Contains(
            """
            {"kind":"sgd","lr":0.5,"momentum":0,"weight-decay":0,"nesterov":false,
            "lr-schedule":{"kind":"multi-step","milestones":[0.3,0.6],"gamma":0.2}}
            """.ReplaceLineEndings(""),
            recipe.ToJson(), StringComparison.Ordinal);
        Assert.Equal(recipe.With(0.1), Recipe.Parse(recipe.With(0.1).ToJson()));
        Assert.DoesNotContain("schedule", Linear.ToJson(), StringComparison.Ordinal);
        Assert.NotEqual(recipe, recipe with { Optimiser = new SgdSpec(0.5) { LrSchedule = new MultiStepLr([0.3, 0.7], 0.2) } });
    }

    [Theory]
    [InlineData("""{"kind":"multi-step","milestones":[0.6,0.3]}""", "optimiser.lr-schedule.milestones are [0.6, 0.3]")]
    [InlineData("""{"kind":"multi-step","milestones":[30]}""", "optimiser.lr-schedule.milestones are [30]; write rising fractions")]
    [InlineData("""{"kind":"multi-step","milestones":[0.5],"gamma":0}""", "optimiser.lr-schedule.gamma is 0")]
    [InlineData("""{"kind":"cosine","final":2}""", "optimiser.lr-schedule.final is 2")]
    public void A_wrong_schedule_is_refused_by_the_name_of_its_key(string schedule, string named)
    {
        var json = Linear.ToJson().Replace(
            "\"nesterov\":false", $"\"nesterov\":false,\"lr-schedule\":{schedule}", StringComparison.Ordinal);
        Assert.Contains(named, Assert.Throws<FormatException>(() => Recipe.Parse(json)).Message, StringComparison.Ordinal);
    }
}
