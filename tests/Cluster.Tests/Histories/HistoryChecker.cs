using LossActors.Actors.Entities;

namespace LossActors.Cluster.Tests.Histories;

/// <summary>
/// Holds a run's history against what is promised, from the journal alone: no clock, no log, no word of those who wrote it. Each fault is a
/// sentence that begins with the guarantee that it breaks.
/// </summary>
static class HistoryChecker
{
    public static IReadOnlyList<string> Check(RunHistory history)
    {
        var faults = new List<string>();
        foreach (var (name, journal) in history.Journals) CheckJournal(name, journal, faults);
        if (faults.Count > 0) return faults;

        foreach (var evaluation in history.Evaluations) Guard(evaluation, () => EvaluationCheck.Check(history, evaluation, faults));
        foreach (var island in history.Islands) Guard(island, () => new IslandCheck(history, island, faults).Check());
        Guard(history.Run, () => RunCheck.Check(history, faults));
        return faults;

        void Guard(EntityId entity, Action check)
        {
            try
            {
                check();
            }
            catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException
                or NullReferenceException)
            {
                faults.Add($"G3: the journal of {entity} does not add up: {e.Message}");
            }
        }
    }

    /// <summary>
    /// What holds for every entity: one line of events without gap or double, in steps that are whole. A step was one write of one process.
    /// </summary>
    static void CheckJournal(string name, IReadOnlyList<Written> journal, List<string> faults)
    {
        Written? before = null;
        foreach (var row in journal)
        {
            if (row.Sequence != (before?.Sequence ?? 0) + 1)
                faults.Add($"G2: {name} goes from event {before?.Sequence ?? 0} to {row.Sequence}");
            var (step, last) = (row.Journaled.Step, before?.Journaled.Step ?? 0);
            if (step != last && step != last + 1) faults.Add($"G3: {name} goes from step {last} to {step}, at event {row.Sequence}");
            if (step == last && row.Journaled.Process != before!.Journaled.Process)
                faults.Add($"G1: {before.Journaled.Process} and {row.Journaled.Process} both wrote step {step} of {name}");
            if (step == last && row.Journaled.Cost is not null)
                faults.Add($"G3: step {step} of {name} begins anew at event {row.Sequence}");
            before = row;
        }
    }
}
