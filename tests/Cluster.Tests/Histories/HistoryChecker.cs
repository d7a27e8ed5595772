using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Histories;

/// <summary>
/// Holds a run's history against what is promised, from the journal alone: no clock, no log, no word of those who wrote it. Each fault is a
/// sentence that begins with the guarantee that it breaks.
/// </summary>
static class HistoryChecker
{
    public static async Task<IReadOnlyList<string>> Check(IStore store, RunRecord run) => Check(await RunHistory.Read(store, run));

    public static IReadOnlyList<string> Check(RunHistory history)
    {
        var faults = new List<string>();
        var turns = new HashSet<string>();
        foreach (var actor in history.Actors) CheckJournal(actor, turns, faults);
        if (faults.Count > 0) return faults;

        var reports = new Dictionary<int, IReadOnlyList<Sent>>();
        foreach (var island in history.Actors.Where(a => a.Actor.Kind == IslandLogic.Kind))
            Guard(island, faults, () => reports.Add(int.Parse(island.Actor.Id.Name["island/".Length..]), new IslandCheck(history, island, faults).Run()));
        foreach (var run in history.Actors.Where(a => a.Actor.Kind == RunLogic.Kind))
            Guard(run, faults, () => new RunCheck(history, run, faults).Run(reports));
        return faults;
    }

    /// <summary>What holds for every actor: a dense journal, terms that never fall, one writer a term, turns that are whole and happened once.</summary>
    static void CheckJournal(ActorHistory actor, HashSet<string> turns, List<string> faults)
    {
        var id = actor.Actor.Id;
        JournalRecord? before = null;
        foreach (var record in actor.Journal)
        {
            if (record.Seq != (before?.Seq ?? 0) + 1) faults.Add($"G2: {id} goes from event {before?.Seq ?? 0} to {record.Seq}");
            if (record.Term.Value < (before?.Term.Value ?? 1)) faults.Add($"G1: event {record.Seq} of {id} has term {record.Term} after {before?.Term}");
            if (record.TurnId != before?.TurnId)
            {
                if (!turns.Add(record.TurnId)) faults.Add($"G3: turn {record.TurnId} comes again at event {record.Seq} of {id}");
                var ((process, number), (writer, last)) = (Name(record.TurnId), Name(before?.TurnId ?? ":0"));
                if (record.Term == before?.Term && process != writer)
                    faults.Add($"G1: {process} and {writer} both wrote to {id} in term {record.Term}, at event {record.Seq}");
                if (process == writer && number <= last) faults.Add($"G1: at event {record.Seq} of {id} an older turn of {process} follows a newer one");
            }
            else if (record.Term != before.Term)
            {
                faults.Add($"G3: turn {record.TurnId} of {id} has two terms, at event {record.Seq}");
            }

            before = record;
        }

        if ((before?.Seq ?? 0) != actor.Actor.Seq) faults.Add($"G6: the head of {id} is {actor.Actor.Seq}, its journal ends at {before?.Seq ?? 0}");
        if (before?.Term.Value > actor.Actor.Term.Value) faults.Add($"G1: {id} has term {actor.Actor.Term}, an event of it {before.Term}");
    }

    static (string Process, long Number) Name(string turn) => (turn[..turn.LastIndexOf(':')], long.Parse(turn[(turn.LastIndexOf(':') + 1)..]));

    static void Guard(ActorHistory actor, List<string> faults, Action check)
    {
        try
        {
            check();
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException or NullReferenceException)
        {
            faults.Add($"G3: the journal of {actor.Actor.Id} does not add up: {e.Message}");
        }
    }
}
