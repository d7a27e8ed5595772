using LossActors.FormerActors.Islands;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Histories;

/// <summary>All that a store holds of one run, at rest: nobody works on it while it is read.</summary>
/// <param name="Result">The recorded result of a piece of work, or null.</param>
sealed record RunHistory(RunRecord Run, IReadOnlyList<ActorHistory> Actors, Func<WorkId, ReadOnlyMemory<byte>?> Result)
{
    public ActorHistory Of(string actor) => Actors.Single(a => a.Actor.Id.Name == actor);

    public static async Task<RunHistory> Read(IStore store, RunRecord run)
    {
        var actors = new List<ActorHistory>();
        foreach (var actor in await store.Actors(run.Id))
        {
            var journal = new List<JournalRecord>();
            await foreach (var record in store.Journal(actor.Id)) journal.Add(record);
            var waves = new List<WaveRecord>();
            while (actor.Kind == IslandLogic.Kind && waves is not [.., { Closed: true }] && await store.Wave(actor.Id, waves.Count) is { } wave)
                waves.Add(wave);
            actors.Add(new ActorHistory(actor, journal, await store.Mailbox(actor.Id, int.MaxValue), waves));
        }

        return new RunHistory(run, actors, work => store.Result(work).AsTask().GetAwaiter().GetResult());
    }
}

/// <param name="Mail">Rows not yet consumed, in the order of arrival.</param>
/// <param name="Waves">As published, from wave 0.</param>
sealed record ActorHistory(
    ActorRecord Actor, IReadOnlyList<JournalRecord> Journal, IReadOnlyList<MailboxRow> Mail, IReadOnlyList<WaveRecord> Waves);
