using System.Globalization;
using System.Text.RegularExpressions;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.RunFiles;

public sealed class SingleFaultTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("run.name=../evil")]
    [InlineData("run.seed=-1")]
    [InlineData("run.births=0")]
    [InlineData("islands.population=many")]
    [InlineData("islands.window=0")]
    [InlineData("evaluation.dataset.points=1")]
    [InlineData("evaluation.dataset.label-noise=2")]
    [InlineData("evaluation.dataset.classes=x")]
    [InlineData("evaluation.network.hidden=[0]")]
    [InlineData("evaluation.network.hidden=[65536, 65536, 65536]")]
    [InlineData("evaluation.network.kind=lenet")]
    [InlineData("evaluation.optimiser.lr=0")]
    [InlineData("evaluation.optimiser.momentum=1")]
    [InlineData("evaluation.batch=0")]
    [InlineData("evaluation.steps=0")]
    [InlineData("evaluation.repeats=0")]
    [InlineData("evaluation.rungs=[0]")]
    [InlineData("evolution.seeds=[\"log(q)\"]")]
    public void One_wrong_value_is_one_line(string set) => IsOneLine(SmallSearch.Conf, set);

    [Theory]
    [InlineData("evaluation.dataset.validation=2")]
    [InlineData("evaluation.dataset.validation=0")]
    public void One_wrong_value_of_a_table_is_one_line(string set)
    {
        File.WriteAllText(Path.Combine(folder.Path, "t.csv"), "x,l\n1,a\n2,b\n");
        IsOneLine(Regex.Replace(SmallSearch.Conf, "dataset {.*}", "dataset { kind = csv, path = t.csv, label = l }"), set);
    }

    /// <summary>Every number of a run file, defaults included.</summary>
    public static TheoryData<string> Numbers
    {
        get
        {
            using var folder = new TemporaryFolder();
            var root = HoconReader.ReadFile(Written(folder, SmallSearch.Conf), new HoconOptions { Defaults = ["reference.conf"] });
            return [.. root.Flatten().Where(k => double.TryParse(k.Value, CultureInfo.InvariantCulture, out _)).Select(k => k.Key)];
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public void The_example_that_a_refused_number_is_told_is_taken(string key)
    {
        var path = Written(folder, SmallSearch.Conf);
        if (Record.Exception(() => RunFile.Read(path, [$"{key}=wrong"])) is not ConfigurationException refused) return;
        var example = Regex.Match(refused.Message, "write for example (?<key>[^ ]+) = (?<value>.+)$");
        if (!example.Success) return;
        Assert.EndsWith(example.Groups["key"].Value, key);
        var taken = $"{key}={example.Groups["value"].Value}";
        // What it says of another key, in one that the user wrote, is another fault.
        if (Record.Exception(() => RunFile.Read(path, [taken])) is { } fault)
            Assert.DoesNotContain($": {key} ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evolution.seeds=[ce, ngl, \"-y*log(p)\"]", "evolution.seeds names ce and -y*log(p) 2 times; once is enough")]
    [InlineData("evolution.seeds=[focal, focal]", "evolution.seeds names focal 2 times; once is enough")]
    [InlineData("evolution.genes=[reduction, reduction]", "evolution.genes names reduction 2 times; once is enough")]
    [InlineData("evaluation.proof.baselines=[ce, ce]", "evaluation.proof.baselines names ce 2 times; once is enough")]
    [InlineData("evolution.seeds=[\"1e-9*y*p\"]", "evolution.seeds holds 1e-9*y*p: this loss cannot be a founder")]
    [InlineData("evaluation.dataset.dimensions=100000000", "dimensions is 100000000, which makes 604 samples of 100000000")]
    [InlineData("evaluation.dataset.points=100000000", "points is 100000000, which makes 200000204 samples of 6 numbers")]
    public void A_value_that_makes_no_sense_is_told_as_it_was_typed(string set, string told)
    {
        var path = Written(folder, SmallSearch.Conf);
        Assert.Contains(told, Assert.Throws<ConfigurationException>(() => RunFile.Read(path, [set])).Message, StringComparison.Ordinal);
    }

    void IsOneLine(string conf, string set)
    {
        var path = Written(folder, conf);
        foreach (var read in new Action[] { () => RunFile.Read(path, [set]), () => ComparisonFile.Read(path, [set]) })
        {
            var faults = Record.Exception(read) is ConfigurationException e ? e.Errors : [];
            Assert.True(faults.Count <= 1, string.Join('\n', faults));
            if (faults.Count == 1) Assert.Contains(set.Split('=', '.')[1].Split('[')[0], faults[0].ToString());
        }

        Assert.Throws<ConfigurationException>(() => RunFile.Read(path, [set]));
    }

    static string Written(TemporaryFolder folder, string conf)
    {
        var path = Path.Combine(folder.Path, "small.conf");
        File.WriteAllText(path, conf);
        return path;
    }
}
