namespace LossActors.Host.Tests.Program;

public sealed class DownloadTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    (int ExitCode, string Error) Run(string dataset, string mirror)
    {
        var program = new LossActorsProcess(folder.Path);
        var lines = SmallSearch.Conf.Split('\n')
            .Select(l => l.TrimStart().StartsWith("dataset ", StringComparison.Ordinal) ? $"dataset {{ {dataset} }}" : l);
        program.File("small.conf", string.Join('\n', lines));
        using var process = program.StartWithin(
            ["env", "-u", "LOSSACTORS_DATA", $"LOSSACTORS_MIRROR={mirror}", $"XDG_CACHE_HOME={folder.Path}/cache"],
            ["run", "small.conf", "--plain"]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.NotNull(output.Result);
        return (process.ExitCode, error);
    }

    [Theory]
    [InlineData("kind = cifar, download = true", "CIFAR-10", "cifar-10-binary.tar.gz")]
    [InlineData("kind = cifar, labels = cifar100-coarse, download = true", "CIFAR-100", "cifar-100-binary.tar.gz")]
    [InlineData("kind = fashion-mnist, download = true", "Fashion-MNIST", "train-images-idx3-ubyte.gz")]
    public void Without_the_internet_a_download_ends_in_one_sentence(string dataset, string name, string file)
    {
        var (exit, error) = Run(dataset, "http://127.0.0.1:1/data");
        Assert.Equal(3, exit);
        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"Downloading {name} from http://127.0.0.1:1/data/{file} …", lines[0]);
        Assert.StartsWith($"http://127.0.0.1:1/data/{file}: {name} cannot be downloaded (", lines[1], StringComparison.Ordinal);
        Assert.Contains("connect this machine to the internet", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void Nothing_is_downloaded_unasked()
    {
        var (exit, error) = Run("kind = fashion-mnist", "http://127.0.0.1:1/data");
        Assert.Equal(3, exit);
        Assert.Contains("fashion-mnist: there is no such folder", error, StringComparison.Ordinal);
        Assert.Contains("dataset.download = true fetches them", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Downloading", error, StringComparison.Ordinal);
    }
}
