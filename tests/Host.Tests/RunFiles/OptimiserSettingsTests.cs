using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.RunFiles;

public sealed class OptimiserSettingsTests
{
    [Theory]
    [InlineData("kind = adam, lr = 0.01", """{"kind":"adam","lr":0.01,"beta1":0.9,"beta2":0.999,"epsilon":1E-08,"weight-decay":0}""")]
    [InlineData(
        "kind = sgd, lr = 0.1, lr-schedule { kind = multi-step, milestones = [0.3, 0.6], gamma = 0.2 }",
        """{"kind":"sgd","lr":0.1,"momentum":0.9,"weight-decay":0,"nesterov":false"""
        + ""","lr-schedule":{"kind":"multi-step","milestones":[0.3,0.6],"gamma":0.2}}""")]
    [InlineData(
        "kind = sgd, lr = 0.1, lr-schedule { kind = cosine }",
        """{"kind":"sgd","lr":0.1,"momentum":0.9,"weight-decay":0,"nesterov":false,"lr-schedule":{"kind":"cosine","final":0}}""")]
    public void An_optimiser_of_a_run_file_is_that_of_its_recipe(string optimiser, string recipe)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains($"\"optimiser\":{recipe}", Read(folder, optimiser).Plan.Islands.Recipe.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "lr-schedule { kind = multi-step, milestones = [0.6, 0.3] }",
        "evaluation.optimiser.lr-schedule.milestones are [0.6, 0.3]; write rising fractions")]
    [InlineData("lr-schedule { kind = multi-step }", "evaluation.optimiser.lr-schedule.milestones is missing")]
    [InlineData("lr-schedule { kind = cosine, milestones = [0.5] }", "evaluation.optimiser.lr-schedule.milestones")]
    public void A_wrong_schedule_is_refused_by_its_key(string schedule, string said)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(
            said,
            Assert.Throws<ConfigurationException>(() => Read(folder, $"kind = sgd, lr = 0.1, {schedule}")).Message,
            StringComparison.Ordinal);
    }

    static RunFile Read(TemporaryFolder folder, string optimiser)
    {
        var lines = SmallSearch.Conf
            .Split('\n')
            .Select(line => line.TrimStart().StartsWith("optimiser", StringComparison.Ordinal) ? $"optimiser {{ {optimiser} }}" : line);
        var file = Path.Combine(folder.Path, "run.conf");
        File.WriteAllText(file, string.Join('\n', lines.Append("journal = \"sqlite:run.db\"")));
        return RunFile.Read(file, []);
    }
}
