using System.Text.Json;
using LossActors.Actors.Runs;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;
using LossActors.FormerPersistence;

namespace LossActors.Host.Running;

/// <summary>Founds a run in a journal, or finds it there.</summary>
static class RunFounding
{
    /// <summary>Opens a journal, and makes the folder of one that is a file.</summary>
    public static ValueTask<IStore> OpenJournal(string journal)
    {
        var address = JournalAddress.Parse(journal);
        if (address.Kind == JournalKind.Sqlite && Path.GetDirectoryName(Path.GetFullPath(address.Location)) is { } folder)
        {
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new JournalException(JournalFault.CannotWrite, $"The folder {folder} of the journal cannot be created: {e.Message}", e);
            }
        }

        return Journals.Open(address);
    }

    /// <exception cref="ConfigurationException">The journal has a run of this name with other search keys.</exception>
    public static async ValueTask<RunRecord> FoundOrFind(IStore store, Founding founding, string path)
    {
        var name = founding.Name;
        if (await store.FindRun(name) is not { } run)
        {
            await store.Found(new NewRun(
                new RunId(Guid.NewGuid().ToString("N")), name, founding.ConfigText, founding.Fingerprint, [new NewActor(RunDecisions.Name, founding.Kind)]));
            run = await store.FindRun(name) ?? throw new JournalException(JournalFault.Damaged, $"Run '{name}' was founded and is not there.");
        }

        var actor = (await store.Actors(run.Id)).Single(a => a.Id.Name == RunDecisions.Name);
        if (actor.Kind != founding.Kind)
            throw new ConfigurationException(
                new Origin(path, 0, 0), $"the journal has a {(actor.Kind == RunLogic.Kind ? "search" : "comparison")} of the name '{name}'; give this run another (--set run.name=…)");
        if (run.Fingerprint != founding.Fingerprint) throw Changed(run, founding, path);

        // Once is enough, and the key makes it so; a founding that was cut short is made up for here.
        if (actor.Seq == 0) await store.Post(actor.Id, RunDecisions.FoundMessage, RunDecisions.FoundMessage, founding.Plan);
        return run;
    }

    static ConfigurationException Changed(RunRecord run, Founding founding, string path)
    {
        var before = JsonSerializer.Deserialize<Dictionary<string, string>>(run.Config) ?? [];
        var changes = SettingChange.Print(SettingChange.Between(before, founding.Keys));
        return new ConfigurationException(
            new Origin(path, 0, 0),
            $"the journal has a run '{run.Name}' that was founded with other search keys; restore them to resume it, or give this run another name (--set run.name=…)\n{changes}");
    }
}
