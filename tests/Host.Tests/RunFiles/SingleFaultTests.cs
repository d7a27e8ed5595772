using System.Text.RegularExpressions;
using LossActors.Host.Configuration;
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

    void IsOneLine(string conf, string set)
    {
        var path = Path.Combine(folder.Path, "small.conf");
        File.WriteAllText(path, conf);
        foreach (var read in new Action[] { () => RunFile.Read(path, [set]), () => ComparisonFile.Read(path, [set]) })
        {
            var faults = Record.Exception(read) is ConfigurationException e ? e.Errors : [];
            Assert.True(faults.Count <= 1, string.Join('\n', faults));
            if (faults.Count == 1) Assert.Contains(set.Split('=', '.')[1].Split('[')[0], faults[0].ToString());
        }

        Assert.Throws<ConfigurationException>(() => RunFile.Read(path, [set]));
    }
}
