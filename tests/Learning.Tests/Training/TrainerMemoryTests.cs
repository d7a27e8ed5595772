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
        new ClustersSpec(Classes: 4, Dimensions: 8, Points: 300, Separation: 3), new MlpSpec([32]), new SgdSpec(0.05, 0.9), Batch: 32, Steps: 40);

    [Fact]
    public void Nothing_native_outlives_an_evaluation_however_it_ends()
    {
        var trainer = new Trainer();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.IsType<Scored>(trainer.Evaluate(new("-y*log(p)", Small, 1, 0, new Proof(1)), _ => { }, default));
        Assert.IsType<Scored>(trainer.Evaluate(new("sam(0.05)[cvar(0.5, learned)[-y*log(p)]]", Small, 1, 0, new Proof(1)), _ => { }, default));
        Assert.IsType<Diverged>(trainer.Evaluate(new("-y*log(p)", Small.With(1e30), 1, 0, new Search()), _ => { }, default));
        using var source = new CancellationTokenSource();
        Assert.Throws<EvaluationInterruptedException>(() => trainer.Evaluate(new("-y*log(p)", Small, 1, 0, new Search()), _ => source.Cancel(), source.Token));
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
