using LossActors.Actors.Entities;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Removing;

namespace LossActors.Host.Running;

/// <summary>The end of a run or comparison that nobody wants any more.</summary>
static class Deletion
{
    /// <param name="source">What a refusal names: a file or an option.</param>
    /// <param name="because">Why it is to be deleted, to begin the refusal with.</param>
    /// <exception cref="ConfigurationException">A node is at work on the journal.</exception>
    public static async Task Delete(Database journal, EntityId whole, string source, string because, CancellationToken cancel)
    {
        if (await new Removal(journal).Remove(whole, cancel) is not { Entry: var node }) return;
        throw new ConfigurationException(
            source,
            $"{because}, but {Shown.Line(node.Name)} (process {node.Pid}) is at work on the journal; end it first (lossactors nodes lists "
            + "the processes, lossactors drain ends one)");
    }
}
