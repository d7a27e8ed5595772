using LossActors.Learning.Data;
using LossActors.Learning.Losses;
using LossActors.Learning.Training;

namespace LossActors.Learning.Landscape;

/// <summary>Trains as any evaluation does and looks at the surface on the way. One thread's.</summary>
public sealed class LandscapeTraining : IDisposable
{
    readonly Recipe recipe;
    readonly PairedSeed seed;
    readonly DataDraw draw;
    readonly TrainingRun run;
    readonly LandscapeOptions options;

    /// <param name="genome">The loss.</param>
    /// <exception cref="FormatException">The text is no genome, or one that cannot be scaled.</exception>
    public LandscapeTraining(Recipe recipe, string genome, PairedSeed seed, LandscapeOptions options)
    {
        LaneThread.Enter();
        (this.recipe, this.seed, this.options) = (recipe, seed, options);
        draw = DataDraw.From(recipe.Dataset, seed, CleanSplit.None);
        Plan = TrainedLoss.Plan(genome, recipe.Scale, draw.Classes, recipe.Steps);
        run = new(recipe, seed, draw, Plan, torch.CPU);
        Samples = LearningStudy.Sample(draw.Training, seed, options.MostSamples, 0);
        Surface = new(recipe.Network, draw, Samples, seed, Plan);
    }

    public LossPlan Plan { get; }

    /// <summary>What the surface's loss is of: the training split, or a fixed part of it.</summary>
    public Samples Samples { get; }

    /// <summary>At the weights that the training has reached.</summary>
    public LossSurface Surface { get; }

    /// <summary>Why the training ended early; null as long as it did not.</summary>
    public DivergenceReason? Diverged { get; private set; }

    /// <summary>Trains to the last step that is to be looked at, or the recipe's last. To be called once.</summary>
    /// <param name="watch">Steps to look at, ascending from 0.</param>
    /// <param name="onPoint">Called with each point as it is there.</param>
    /// <returns>All points; fewer if the training diverged.</returns>
    public IReadOnlyList<LandscapePoint> Run(
        IEnumerable<int> watch, Action<LandscapePoint>? onPoint = null, CancellationToken stop = default)
    {
        using var next = watch.GetEnumerator();
        var points = new List<LandscapePoint>();
        var more = next.MoveNext();
        var (before, fall, rise) = (double.NaN, double.NaN, double.NaN);
        for (var step = 0; ; step++)
        {
            stop.ThrowIfCancellationRequested();
            var due = more && next.Current == step;
            if (options.EveryStep || due)
            {
                Surface.Load(run);
                var loss = Surface.Value(step);
                if (!(loss - before >= fall)) fall = loss - before;
                if (!(loss - before <= rise)) rise = loss - before;
                before = options.EveryStep ? loss : double.NaN;
                if (due)
                {
                    points.Add(Look(step, loss, fall, rise));
                    onPoint?.Invoke(points[^1]);
                    (fall, rise) = (double.NaN, double.NaN);
                    more = next.MoveNext();
                }
            }

            if (!more || step == recipe.Steps || (Diverged = run.Step()) is not null) return points;
        }
    }

    public void Dispose()
    {
        Surface.Dispose();
        run.Dispose();
    }

    LandscapePoint Look(int step, double loss, double fall, double rise)
    {
        var accuracy = run.Evaluate(draw.Training) is var (tally, _) ? tally.Accuracy : double.NaN;
        var eigenvalues = Largest(step);
        // Without a schedule the two losses are one.
        return new(step, loss, Surface.Value(null), eigenvalues, Plan.Weights is null ? eigenvalues : Largest(null), accuracy, fall, rise);
    }

    IReadOnlyList<double> Largest(long? step)
    {
        using var hessian = Surface.Hessian(step);
        var random = seed.Stream(Genetics.Randomness.Purpose.Probing);
        return Lanczos.Largest(v => hessian.Times(v), Surface.Dimension, options.Eigenvalues, random, options.Tolerance).Values;
    }
}
