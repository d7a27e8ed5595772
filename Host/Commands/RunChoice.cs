using LossActors.Host.Configuration;
using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary>Which run of a journal is meant.</summary>
static class RunChoice
{
    /// <param name="journal">Its address; what of it is a secret is not shown.</param>
    /// <param name="likely">Which runs come into question when none is named.</param>
    /// <exception cref="ConfigurationException">No run of that name, or several that could be meant.</exception>
    public static async ValueTask<RunRecord> Pick(IStore store, string? name, string journal, Func<RunRecord, bool>? likely = null)
    {
        journal = JournalAddress.Parse(journal).ToString();
        var runs = await store.Runs();
        if (runs.Count == 0) throw new ConfigurationException(new Origin(journal, 0, 0), "holds no run yet; start one with lossactors run FILE.conf");
        if (name is not null)
        {
            return runs.FirstOrDefault(r => r.Name == name) ?? throw new ConfigurationException(
                new Origin("--run", 0, 0), $"{journal} has no run '{name}'; it has {string.Join(", ", runs.Select(r => r.Name))}");
        }

        var meant = runs.Where(likely ?? (_ => true)).ToList();
        if (meant.Count == 0) meant = [.. runs];
        return meant.Count == 1 ? meant[0] : throw new ConfigurationException(
            new Origin("--run", 0, 0), $"is needed, since {journal} has several runs: {string.Join(", ", meant.Select(r => r.Name))}");
    }
}
