using LossActors.Actors.Trials;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.Learning.Training;

namespace LossActors.Host.Running;

/// <summary>What a file wants trained, tried for two steps before it is founded.</summary>
static class Rehearsals
{
    /// <summary>Takes two steps with every network, and with every loss on one of them.</summary>
    /// <param name="path">Of the file, to name it.</param>
    /// <returns>What was tried, and the losses among it that diverge at once.</returns>
    /// <exception cref="ConfigurationException">A network cannot be trained on the data, not even with cross-entropy.</exception>
    /// <exception cref="Learning.Data.DataSetException">A file is missing, damaged, or not what it should be.</exception>
    public static (IReadOnlyList<Entrant> Tried, IReadOnlyList<Entrant> Diverged) Try(
        Founding founding, string path, CancellationToken cancel)
    {
        var (networks, losses, diverged) = (new HashSet<object>(), new HashSet<object>(), new List<Entrant>());
        var tried = founding.Trained.Where(e => networks.Add(e.Recipe.Network) | losses.Add((e.Genome, e.Recipe.SharpDro))).ToList();
        foreach (var entrant in tried)
        {
            cancel.ThrowIfCancellationRequested();
            if (TwoSteps(entrant, path) is not { } reason) continue;
            if (entrant.Genome == Entrant.CrossEntropy(entrant.Recipe).Genome)
            {
                throw new ConfigurationException(
                    path,
                    $"cannot be trained: {NetworkName.Of(entrant.Recipe.Network)} diverges with cross-entropy within two steps, by its "
                    + $"{reason.ToString().ToLowerInvariant()}; lower evaluation.optimiser.lr, or look for huge numbers in the data");
            }

            diverged.Add(entrant);
        }

        return (tried, diverged);
    }

    static DivergenceReason? TwoSteps(Entrant entrant, string path)
    {
        try
        {
            return Rehearsal.TwoSteps(entrant.Genome, entrant.Recipe);
        }
        catch (FormatException e)
        {
            throw new ConfigurationException(path, $"cannot be trained: {e.Message}");
        }
    }
}
