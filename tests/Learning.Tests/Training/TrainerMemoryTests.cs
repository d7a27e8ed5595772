using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

/// <summary>Memory is the process's, so nothing else may run meanwhile.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;

[Collection("Alone")]
public sealed class TrainerMemoryTests
{
    static readonly Recipe Small = new(
        new ClustersSpec(Classes: 4, Dimensions: 8, Points: 300, Separation: 3), new MlpSpec([32]), new SgdSpec(0.05, 0.9),
        Batch: 32, Steps: 40);

    [Fact]
    public void Nothing_native_outlives_an_evaluation_however_it_ends()
    {
        var trainer = new Trainer();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.IsType<Scored>(trainer.Evaluate(new("-y*log(p)", Small, 1, 0, new Proof(1)), _ => { }, default));
        Assert.IsType<Scored>(
            trainer.Evaluate(new("sam(0.05)[cvar(0.5, learned)[-y*log(p)]]", Small, 1, 0, new Proof(1)), _ => { }, default));
        Assert.IsType<Diverged>(trainer.Evaluate(new("-y*log(p)", Small.With(1e30), 1, 0, new Search()), _ => { }, default));
        using var source = new CancellationTokenSource();
        Assert.Throws<EvaluationInterruptedException>(
            () => trainer.Evaluate(new("-y*log(p)", Small, 1, 0, new Search()), _ => source.Cancel(), source.Token));
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>Of the two ways of a perceptron: written out, and by autograd, which a normalised one takes.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_training_of_20000_steps_runs_in_flat_memory(bool batchNorm)
    {
        const int Settled = 2000;
        var recipe = Small with { Network = new MlpSpec([8], BatchNorm: batchNorm), Steps = 20_000 };
        var (memory, tensors, grown, more) = (0L, 0L, 0L, 0L);

        new Trainer().Evaluate(new("-y*log(p)", recipe, 1, 0, new Search()), Watch, default);

        Assert.Equal(0, more);
        // A leak of 420 bytes a step would show.
        Assert.InRange(grown, long.MinValue, 8 << 20);

        void Watch(long step)
        {
            if (step == Settled) (memory, tensors) = (ResidentBytes(), DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            if (step < recipe.Steps) return;
            (grown, more) = (ResidentBytes() - memory, DisposeScopeManager.Statistics.ThreadTotalLiveCount - tensors);
        }
    }

    static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * Environment.SystemPageSize;
    }
}
