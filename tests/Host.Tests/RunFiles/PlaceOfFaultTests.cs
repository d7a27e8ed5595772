using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.RunFiles;

/// <summary>A fault of several keys, or of a key and the data, is at a key that the user wrote, however many are defaults.</summary>
public sealed class PlaceOfFaultTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("islands.population = 6", "run.conf:2:22: islands.window is 4, more than half")]
    [InlineData("islands.population = 6", "--set islands.window=5: islands.window is 5, more than half", "islands.window=5")]
    [InlineData("evolution.crossover = 0.99", "run.conf:2:23: evolution.crossover is 0.99 and immigration 0.05: shares")]
    [InlineData("evaluation.proof.baselines = [p]", "run.conf:2:30: evaluation.proof.baselines holds p, from which no network learns")]
    [InlineData("evaluation.network.single-output = true", "run.conf:2:36: evaluation.network.single-output needs two classes")]
    [InlineData("evaluation.network.kind = lenet5", "run.conf:2:27: evaluation.network.kind does not fit the data")]
    [InlineData("evaluation.dataset { kind = csv, label = y }", "run.conf:2:20: evaluation.dataset.path is missing")]
    [InlineData("", "--set evaluation.dataset.kind=idx: evaluation.dataset.", "evaluation.dataset.kind=idx")]
    public void Of_a_search(string conf, string fault, params string[] set) => Faults(RunFile.Read, conf, fault, set);

    [Fact]
    public void Of_a_comparison() => Faults(
        ComparisonFile.Read, "compare.losses = [focal]", "run.conf:2:18: compare.baseline is ce, which is none of compare.losses");

    [Theory]
    [InlineData("proof = 0.9", "proof and held-back and validation together take 1.3 of the samples; leave some to train on")]
    [InlineData("validation = 0.9", "validation and held-back together take 1.1 of the samples; leave some to train on")]
    [InlineData("proof = 0.001", "proof is 0.001, less than one of the largest class's 20 samples; raise it above 0.025, or add samples")]
    [InlineData("held-back = 0.02", "held-back is 0.02, less than one of the largest class's 20 samples; raise it above 0.025")]
    [InlineData("augmentation { flip = true }", "augmentation moves pixels, but a sample is 2 numbers")]
    [InlineData("corruption { kind = jpeg }", "corruption damages images of bytes, but a sample is 2 numbers")]
    public void Of_a_table(string keys, string fault)
    {
        File.WriteAllLines(Path.Combine(folder.Path, "t.csv"), Enumerable.Range(0, 60).Select(i => $"{i},{i},{i % 3}").Prepend("a,b,y"));
        var line = $"evaluation.dataset {{ kind = csv, label = y, path = t.csv, {keys} }}";
        var column = line.IndexOf(keys, StringComparison.Ordinal) + keys.IndexOfAny([.. "0123456789{"]) + 1;
        Faults(RunFile.Read, line, $"run.conf:2:{column}: evaluation.dataset.{fault}");
    }

    void Faults(Func<string, IReadOnlyList<string>, object> read, string conf, string fault, params string[] set)
    {
        var path = Path.Combine(folder.Path, "run.conf");
        File.WriteAllText(path, $"include \"reference.conf\"\n{conf}\n");
        var message = Assert.Throws<ConfigurationException>(() => read(path, set)).Errors[0].ToString();
        Assert.StartsWith(fault, message.Replace($"{folder.Path}/", ""), StringComparison.Ordinal);
    }
}
