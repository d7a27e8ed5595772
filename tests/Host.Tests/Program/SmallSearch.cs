namespace LossActors.Host.Tests.Program;

/// <summary>A search of a few seconds that has all that a long one has.</summary>
static class SmallSearch
{
    public const string Conf = """
        include "reference.conf"
        run { name = small, seed = 7, births = 12 }
        islands { count = 3, population = 6, window = 3, topology = ring, migration { every = 3, elites = 2 } }
        evolution { seeds = [ce, ngl], remeasure = 1 }
        evaluation {
          dataset { kind = clusters, classes = 4, dimensions = 6, points = 200, label-noise = 0.3, test-points = 200 }
          network { kind = mlp, hidden = [16] }
          optimiser { kind = sgd, lr = "tune(0.01, 0.03)", momentum = 0.9 }
          batch = 32, steps = 300, repeats = 1, rungs = [0.3, 1.0]
          proof { finalists = 2, selection-draws = 2, draws = 3, baselines = [ce, focal, ce+l2] }
        }
        log { file = null }
        """;
}
