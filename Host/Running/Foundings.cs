using System.Text.Json;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Runs;
using LossActors.Host.Configuration;
using LossActors.Host.Nodes;
using LossActors.Host.Output;
using LossActors.Host.RunFiles;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Views;

namespace LossActors.Host.Running;

/// <summary>Whether a journal has the run or comparison of a file, and as what.</summary>
static class Foundings
{
    /// <returns>The view of it, as it stands; empty where it is to be founded.</returns>
    /// <exception cref="ConfigurationException">The journal has one of this name with other search keys, or of the other kind.</exception>
    public static async Task<TrialView> Find(JournalReader journal, Founding founding, string path)
    {
        EntityId other = founding.Id is RunId run ? new ComparisonId(run.Run) : new RunId(((ComparisonId)founding.Id).Name);
        var rival = TrialView.Of(journal, other);
        await rival.Glance();
        if (rival.Config.Length > 0)
        {
            throw new ConfigurationException(
                path,
                $"the journal has a {(other is RunId ? "search" : "comparison")} of the name '{Shown.Line(rival.Name)}'; give this one "
                + "another (--set run.name=…)");
        }

        var view = TrialView.Of(journal, founding.Id);
        await view.Glance();
        if (view.Config.Length > 0 && view.Config != founding.Config) throw Changed(view, founding, path);
        return view;
    }

    /// <summary>Asks for the founding until it is on record.</summary>
    /// <exception cref="ConfigurationException">Somebody founded another one of the name meanwhile.</exception>
    public static async Task Found(ClusterNode node, Founding founding, CancellationToken cancel)
    {
        var question = founding.Question(founding.Config);
        var refusal = founding.Id is RunId
            ? (await node.Ask<RunFounded>(founding.Id, question, cancel)).Refusal
            : (await node.Ask<ComparisonFounded>(founding.Id, question, cancel)).Refusal;
        if (refusal is not null) throw new ConfigurationException(founding.Id.ToString(), refusal);
    }

    static ConfigurationException Changed(TrialView view, Founding founding, string path)
    {
        var before = JsonSerializer.Deserialize<Dictionary<string, string>>(view.Config) ?? [];
        var changes = SettingChange.Print(SettingChange.Between(before, founding.Keys));
        return new ConfigurationException(
            path,
            $"the journal has a run '{Shown.Line(view.Name)}' that was founded with other search keys; restore them to resume it, or "
            + $"give this run another name (--set run.name=…)\n{changes}");
    }
}
