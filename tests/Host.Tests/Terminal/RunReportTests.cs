using LossActors.Actors.Runs;
using LossActors.Host.RunFiles;
using LossActors.Host.Terminal;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.Terminal;

public sealed class RunReportTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_without_ties_has_no_notes() => Assert.Empty(RunReport.Notes(Ended(new Ties(), Row("ce"))));

    [Fact]
    public void Ties_are_told_with_the_number_of_validation_samples_that_left_them() => Assert.Equal(
        "22 validation samples left several equally right, and their cross-entropy decided among: 2 learning rates; 3 finalists; "
        + "4 rates of ce at its best rate and stop; checkpoints of tuned in 2 of 3 trainings.",
        Assert.Single(RunReport.Notes(Ended(new Ties(2, 3, 4), Row("tuned") with { TiedStops = 2 }))));

    [Fact]
    public void A_baseline_weaker_for_its_tuning_is_told_with_the_form_that_takes_its_place() => Assert.Equal(
        "* With less tuning it scores higher (ce): the champion is compared with that.",
        Assert.Single(RunReport.Notes(Ended(new Ties(), Row("tuned") with { ComparedWith = "ce" }))));

    RunState Ended(Ties ties, ProofRow row)
    {
        var path = Path.Combine(folder.Path, "small.conf");
        File.WriteAllText(path, SmallSearch.Conf);
        return new RunState
        {
            Plan = RunFile.Read(path, []).Plan, Ties = ties,
            Outcome = new RunOutcome(StoppedBy.Births, null, [], [row], ValidationSamples: 22),
        };
    }

    static ProofRow Row(string name) => new(name, "-y*log(p)", 0.1, true, 0.5, 0.5, [0.5], 0, 0, null);
}
