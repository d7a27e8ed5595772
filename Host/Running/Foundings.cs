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

/// <summary>How the run or comparison of a file stands in a journal.</summary>
enum Standing
{
    /// <summary>It is not there.</summary>
    New,

    /// <summary>It is there, and goes on.</summary>
    Known,

    /// <summary>One of its name is there with other search keys and no result: it gives way.</summary>
    Changed,
}

/// <summary>Whether a journal has the run or comparison of a file, and as what.</summary>
static class Foundings
{
    /// <summary>
    /// Where it is to be founded, what it will train is tried meanwhile, and a node that begins waits for that; one of its name without a
    /// result is deleted.
    /// </summary>
    /// <returns>The view of it, as it stands; empty where it is to be founded.</returns>
    /// <inheritdoc cref="Look" path="/exception"/>
    public static async Task<TrialView> Find(WorkPlace place, Founding founding, string path, CancellationToken cancel)
    {
        var journal = place.Journal.Address.ToString();
        var (view, standing) = await Look(place.Reader, journal, founding, path);
        if (standing == Standing.Known) return view;
        var trying = place.Rehearse(founding, path, cancel);
        if (standing == Standing.New) return view;

        await trying;
        (view, standing) = await Look(place.Reader, journal, founding, path);
        if (standing != Standing.Changed) return view;
        var because = $"the journal has '{Shown.Line(view.Name)}' with other search keys and without a result, so it gives way to this one";
        await Deletion.Delete(place.Journal, view.Id, path, because, cancel);
        await Console.Error.WriteLineAsync($"{path}: {because}.");
        return TrialView.Of(place.Reader, founding.Id);
    }

    /// <param name="address">Of the journal, fit to be shown.</param>
    /// <returns>The view of what the journal has of that name.</returns>
    /// <exception cref="ConfigurationException">
    /// The journal has one of this name with other search keys and results, or one of the other kind.
    /// </exception>
    public static async Task<(TrialView View, Standing Standing)> Look(
        JournalReader journal, string address, Founding founding, string path)
    {
        EntityId other = founding.Id is RunId run ? new ComparisonId(run.Run) : new RunId(((ComparisonId)founding.Id).Name);
        var rival = TrialView.Of(journal, other);
        await rival.Glance();
        if (rival.Config.Length > 0)
        {
            throw new ConfigurationException(
                path,
                $"the journal has a {(other is RunId ? "search" : "comparison")} of the name '{Shown.Line(rival.Name)}'; give this one "
                + $"another (--set run.name=…), or delete that one ({Hint.Delete(address, rival.Name)})");
        }

        var view = TrialView.Of(journal, founding.Id);
        await view.Glance();
        if (view.Config.Length == 0) return (view, Standing.New);
        if (view.Config == founding.Config) return (view, Standing.Known);
        await view.Refresh();
        return view.HasResult ? throw Changed(view, address, founding, path) : (view, Standing.Changed);
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

    static ConfigurationException Changed(TrialView view, string address, Founding founding, string path)
    {
        var before = JsonSerializer.Deserialize<Dictionary<string, string>>(view.Config) ?? [];
        var changes = SettingChange.Print(SettingChange.Between(before, founding.Keys));
        return new ConfigurationException(
            path,
            $"the journal has a run '{Shown.Line(view.Name)}' that was founded with other search keys and has results; restore them to "
            + "resume it, give this run another name (--set run.name=…), or delete that one "
            + $"({Hint.Delete(address, view.Name)})\n{changes}");
    }
}
