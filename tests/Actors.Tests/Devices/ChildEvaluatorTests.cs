using LossActors.Actors.Devices;
using LossActors.Actors.Tests.Evaluations;
using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Devices;

public sealed class ChildEvaluatorTests : IDisposable
{
    const string Diverged = """{"outcome":"diverged","reason":"loss","training":0,"step":3,"steps":3,"node-elements":7}""";

    static readonly EvaluationRequest Request = Bench.Question().Request;

    readonly string folder = Directory.CreateTempSubdirectory("lossactors-").FullName;

    [Fact]
    public void A_result_comes_through_with_the_steps_before_it_and_the_child_is_used_again()
    {
        using var child = Child($"while read l; do echo step $$; echo 'result {Diverged}'; done");
        var steps = new List<long>();
        Assert.IsType<Diverged>(child.Evaluate(Request, steps.Add, CancellationToken.None));
        Assert.IsType<Diverged>(child.Evaluate(Request, steps.Add, CancellationToken.None));
        Assert.Equal(steps[0], steps[1]);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_child_that_dies_of_its_loss_is_witnessed_with_its_last_words_and_replaced_at_the_next()
    {
        using var child = Child(
            $"read l; if [ -e {folder}/once ]; then echo 'result {Diverged}'; read l; fi; "
            + $"touch {folder}/once; echo no luck >&2; kill -9 $$");
        var death = Assert.Throws<EvaluatorDiedException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None));
        Assert.Equal("the training process died with exit code 137: no luck", death.Message);
        Assert.IsType<Diverged>(child.Evaluate(Request, _ => { }, CancellationToken.None));
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_child_that_makes_no_step_is_killed_and_counts_as_dead()
    {
        using var child = Child("read l; exec sleep 600", TimeSpan.FromMilliseconds(200));
        var death = Assert.Throws<EvaluatorDiedException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None));
        Assert.Contains("no step", death.Message);
    }

    [Fact]
    public void A_child_is_interrupted_without_a_verdict()
    {
        using var child = Child("read l; echo step 1; exec sleep 600");
        using var stop = new CancellationTokenSource();
        Assert.Throws<EvaluationInterruptedException>(() => child.Evaluate(Request, _ => stop.Cancel(), stop.Token));
    }

    [Fact]
    public void Bad_data_in_the_child_are_bad_data_here()
    {
        using var child = Child("read l; echo data the file is gone");
        var problem = Assert.Throws<DataSetException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None));
        Assert.Equal("the file is gone", problem.Message);
    }

    [Fact]
    public void A_child_that_cannot_start_is_the_machines_fault()
    {
        using var child = new ChildEvaluator(["/nowhere/lossactors"], new Watchdog(Patient, Patient), TimeProvider.System);
        var failure = Assert.Throws<InvalidOperationException>(() => child.Evaluate(Request, _ => { }, CancellationToken.None));
        Assert.Contains("/nowhere/lossactors", failure.Message);
    }

    [Fact, Trait("guarantee", "G10")]
    public void A_child_has_a_session_of_its_own_and_is_the_first_to_go_when_memory_runs_out()
    {
        // A session is named by the process that leads it.
        using var child = Child(
            "read l; echo step $(( $(cut -d' ' -f6 /proc/$$/stat) == $$ )); echo step $(cat /proc/$$/oom_score_adj); "
            + $"echo 'result {Diverged}'");
        var steps = new List<long>();
        child.Evaluate(Request, steps.Add, CancellationToken.None);
        Assert.Equal([1, 800], steps);
    }

    [Fact]
    public void What_the_childs_side_says_is_what_its_supervisor_hears()
    {
        using var output = new StringWriter();
        LaneProtocol.Serve(new Scripted(), new StringReader($"{Request.ToJson()}\n{Request.ToJson()}\n"), output, TimeProvider.System);
        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["step 1", $"result {Diverged}", "step 1", "data the file is gone"], lines);
    }

    [Fact]
    public void A_childs_side_ends_when_nobody_listens_any_more() =>
        LaneProtocol.Serve(new Scripted(), new StringReader($"{Request.ToJson()}\n"), new BrokenPipe(), TimeProvider.System);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);

    static ChildEvaluator Child(string script, TimeSpan? patience = null) => new(
        ["bash", "-c", script], new Watchdog(TimeSpan.FromMilliseconds(50), patience ?? Patient), TimeProvider.System);

    sealed class Scripted : IEvaluator
    {
        int count;

        public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation)
        {
            onStep(1);
            onStep(2);
            return count++ == 0 ? EvaluationResult.Parse(Diverged) : throw new DataSetException("the file is gone");
        }
    }

    sealed class BrokenPipe : StringWriter
    {
        public override void Flush() => throw new IOException("Broken pipe");
    }
}
