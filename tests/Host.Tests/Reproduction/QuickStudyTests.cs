using LossActors.Host.Reports;
using LossActors.Host.Reproduction;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.Reproduction;

/// <summary>The short forms of the studies point where their headlines do.</summary>
public sealed class QuickStudyTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SoftAd_has_less_than_half_the_gap_of_plain_training()
    {
        var report = Reproduce("softad");

        var gaps = report.Blocks.OfType<BarChart>().Single();
        var (erm, softAd) = (gaps.Groups[0].Values, gaps.Groups[^1].Values);
        Assert.Equal(("ERM", "SoftAD"), (gaps.Groups[0].Name, gaps.Groups[^1].Name));
        Assert.All(erm.Zip(softAd), g => Assert.True(g.Second < g.First));
        Assert.True(softAd.Sum() < 0.5 * erm.Sum());
    }

    Report Reproduce(string study)
    {
        var files = Reproductions.Run(
            Studies.Find(study), new StudyForm(Quick: true, Environment.GetEnvironmentVariable("LOSSACTORS_DATA")), folder.Path, lanes: 2, "test", "test", null, CancellationToken.None);
        return ReportJson.Read(File.ReadAllText(files[1]));
    }
}
