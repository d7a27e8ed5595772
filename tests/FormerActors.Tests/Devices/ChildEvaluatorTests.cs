using LossActors.FormerActors.Devices;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.FormerActors.Tests.Devices;

public sealed class ChildEvaluatorTests
{
    static readonly EvaluationRequest Request = new(
        "-y*log(p)", new Recipe(new ClustersSpec(), new MlpSpec([4]), new SgdSpec(0.1), Batch: 8, Steps: 10), 1, 0, new Search());

    const string Diverged = """{"outcome":"diverged","reason":"loss","training":0,"step":3,"steps":3,"node-elements":7}""";

    [Fact]
    public void A_result_comes_through_with_the_steps_before_it()
    {
        using var child = Child($"while read l; do echo step 2; echo 'result {Diverged}'; done");
        var steps = new List<long>();
        Assert.IsType<Diverged>(child.Evaluate(Request, steps.Add, CancellationToken.None));
        Assert.IsType<Diverged>(child.Evaluate(Request, steps.Add, CancellationToken.None));
        Assert.Equal([2, 2], steps);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_child_that_dies_of_its_loss_is_witnessed_and_replaced_at_the_next()
    {
        using var folder = new Folder();
        using var child = Child($"read l; if [ -e {folder.Path}/once ]; then echo 'result {Diverged}'; read l; fi; touch {folder.Path}/once; kill -9 $$");
        var death = Assert.Throws<EvaluatorDiedException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None));
        Assert.Contains("137", death.Message);
        Assert.IsType<Diverged>(child.Evaluate(Request, _ => { }, CancellationToken.None));
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_child_that_makes_no_step_is_killed_and_counts_as_dead()
    {
        using var child = new ChildEvaluator(["bash", "-c", "read l; sleep 600"], TimeSpan.FromMilliseconds(300));
        var death = Assert.Throws<EvaluatorDiedException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None));
        Assert.Contains("no step", death.Message);
    }

    [Fact]
    public void A_child_is_interrupted_without_a_verdict()
    {
        using var child = Child("read l; echo step 1; sleep 600");
        using var stop = new CancellationTokenSource();
        Assert.Throws<EvaluationInterruptedException>(() => child.Evaluate(Request, _ => stop.Cancel(), stop.Token));
    }

    [Fact]
    public void Bad_data_in_the_child_are_bad_data_here()
    {
        using var child = Child("read l; echo data the file is gone");
        Assert.Equal("the file is gone", Assert.Throws<DataSetException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None)).Message);
    }

    [Fact]
    public void A_child_that_cannot_start_is_the_machines_fault()
    {
        using var child = new ChildEvaluator(["/nowhere/lossactors"], TimeSpan.FromMinutes(1));
        Assert.Contains("/nowhere/lossactors", Assert.Throws<InvalidOperationException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None)).Message);
    }

    static ChildEvaluator Child(string script) => new(["bash", "-c", script], TimeSpan.FromMinutes(1));

    sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("lossactors-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
