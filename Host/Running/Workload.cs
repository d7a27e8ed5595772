using LossActors.Actors.Comparisons;
using LossActors.Actors.Runs;
using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Host.Running;

/// <summary>
/// What a file has trained with one network, counted before: an estimate. Diverging losses end sooner, results on record are not trained
/// again, and what is measured anew or costs two gradients a step is left out.
/// </summary>
/// <param name="Recipe">Names network and data.</param>
/// <param name="Draws">Of data: structures are embedded once in each.</param>
/// <param name="Steps">Of all trainings.</param>
/// <param name="Rows">Samples scored on the way and at the end of all trainings.</param>
sealed record Workload(Recipe Recipe, int Draws, double Trainings, double Steps, double Rows)
{
    /// <summary>Of all trainings, one after the other.</summary>
    public double Seconds(TrainingPace pace) => Steps * pace.Step + Rows * pace.Row + Draws * pace.Embedding;

    public static Workload Of(RunPlan plan, DataDraw draw)
    {
        var (islands, proof) = (plan.Islands, plan.Proof);
        var (validation, test) = (draw.Validation.Count, draw.Test.Count);
        var draws = islands.Recipe.Repeats + proof.SelectionDraws + proof.Draws;
        var work = new Workload(islands.Recipe, draws, 0, 0, 0).And(plan.TunedRates.Length * plan.TuningMeasurements, 1, validation);
        double births = (double)islands.Births * islands.Islands;
        foreach (var (i, rung) in islands.Rungs.Index()) work = work.And(births / Math.Pow(islands.Eta, i), rung, validation);
        var selected = (proof.Finalists + proof.Rates.Length) * proof.SelectionDraws;
        // The champion, cross-entropy, and cross-entropy at its best.
        var proved = (3 + proof.Baselines.Count(b => b.Name != "ce")) * proof.Draws;
        return work.And(selected + proved, 1, (Learning.Training.Proof.Checkpoints + 1d) * validation + 2d * test);
    }

    /// <summary>One for each network.</summary>
    public static IReadOnlyList<Workload> Of(ComparisonPlan plan, DataDraw draw) =>
    [
        .. plan.Entries.GroupBy(e => e.Network).Select(network =>
        {
            int[] splits = [draw.Training.Count, draw.Validation.Count, draw.Test.Count];
            var curve = (plan.Curve.Points + 1d) * splits.Sum(s => Math.Min(s, plan.Curve.Sample));
            var rates = network.SelectMany(e => e.Candidates).DistinctBy(c => (c.Genome, c.Recipe.ToJson())).Count();
            return new Workload(network.First().Trained.Recipe, plan.Draws, 0, 0, 0)
                .And(rates * plan.TuningMeasurements, 1, draw.Validation.Count)
                .And(network.Count() * plan.Draws, 1, curve + splits.Sum() + draw.Validation.Count);
        }),
    ];

    /// <param name="measurements">Each <see cref="Recipe.Repeats"/> trainings.</param>
    /// <param name="rung">Fraction of the steps.</param>
    /// <param name="rows">Scored by one training.</param>
    Workload And(double measurements, double rung, double rows)
    {
        var trainings = measurements * Recipe.Repeats;
        return new(Recipe, Draws, Trainings + trainings, Steps + trainings * Recipe.StepsAt(rung), Rows + trainings * rows);
    }
}
