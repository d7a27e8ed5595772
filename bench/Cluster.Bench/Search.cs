using LossActors.Actors.Entities;
using LossActors.Actors.Runs;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;

namespace LossActors.Cluster.Bench;

/// <summary>A search that does not end while it is measured.</summary>
sealed record Search(RunId Id, FoundRun Founding)
{
    public static async Task<Search> Of(BenchOptions options)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.conf");
        await File.WriteAllTextAsync(path, $$"""
            include "reference.conf"
            run { name = bench, seed = 1, births = 1000000 }
            islands {
              count = {{options.Islands}}, population = {{2 * options.Window}}, window = {{options.Window}}, topology = ring
              migration { every = 50, elites = 2 }
            }
            evaluation { optimiser { kind = sgd, lr = 0.01 }, repeats = 1 }
            """);
        try
        {
            var founding = RunFile.Read(path, []).Founding(Steers.None);
            return new Search((RunId)founding.Id, (FoundRun)founding.Question(founding.Config));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
