using System.Text.Json;

namespace LossActors.Host.Tests.Program;

/// <summary>Whoever starts a search sees what was read to search on.</summary>
public sealed class DataShownTests : IDisposable
{
    const string Conf = """
        include "reference.conf"
        run { name = small, births = 2 }
        islands { count = 1, population = 2, window = 1 }
        evaluation {
          dataset { kind = csv, path = pets.csv, label = pet, ignore = [id] }
          network { kind = mlp, hidden = [4] }
          optimiser { kind = sgd, lr = 0.1 }
          batch = 64, steps = 5, repeats = 1
          proof { finalists = 1, selection-draws = 1, draws = 1, rates = [0.1], baselines = [] }
        }
        log { file = null }
        """;

    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public DataShownTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", Conf);
        var rows = Enumerable.Range(0, 60).Select(i => $"{i},{i % 7},{(i % 3 == 0 ? "dog" : "cat")}\n");
        program.File("pets.csv", "id,weight,pet\n" + string.Concat(rows));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_search_starts_with_what_was_read_and_goes_on_without_it()
    {
        var first = program.Run("run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--summary", "summary.json");
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.StartsWith(
            $"""
            Data: {Path.Combine(folder.Path, "pets.csv")}
              60 samples of 1 number (weight); 2 classes: cat, dog
              training        36  24 cat, 12 dog
              validation      12  8 cat, 4 dog
              test            12  8 cat, 4 dog
              Warning: batch 64 cannot be filled: there are 36 training samples
            """,
            first.Output);

        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "summary.json")));
        var data = summary.RootElement.GetProperty("data");
        Assert.Equal("[\"pets.csv\"]", data.GetProperty("files").ToString().Replace(" ", "").Replace("\n", ""));
        Assert.Equal(12, data.GetProperty("splits").GetProperty("training")[1].GetInt32());

        Assert.DoesNotContain("Data:", program.Run("run", "small.conf", "--plain", "--journal", "sqlite:run.db").Output);
    }
}
