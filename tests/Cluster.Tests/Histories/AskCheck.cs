using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Histories;

/// <summary>Who asked is told once, and what everyone else was told.</summary>
sealed class AskCheck(RunHistory history, ActorHistory actor, List<string> faults)
{
    readonly Dictionary<int, WorkId> open = [];
    readonly HashSet<int> told = [];

    public void Asked(int ticket, WorkId work)
    {
        if (told.Contains(ticket) || !open.TryAdd(ticket, work)) faults.Add($"G5: {actor.Actor.Id} asked twice under ticket {ticket}");
    }

    public void Told(int ticket, string result, bool inOrder)
    {
        if (!open.Remove(ticket, out var work))
        {
            faults.Add($"G5: {actor.Actor.Id} was told ticket {ticket}, which it {(told.Contains(ticket) ? "was told before" : "never asked")}");
            return;
        }

        told.Add(ticket);
        if (inOrder && open.Keys.Any(earlier => earlier < ticket)) faults.Add($"G4: {actor.Actor.Id} took ticket {ticket} before {open.Keys.Min()}");
        if (history.Result(work) is not { } recorded || !recorded.Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(result)))
            faults.Add($"G5: {actor.Actor.Id} was told something else under ticket {ticket} than is recorded of work {work}");
    }

    /// <summary>At rest every open ask has its answer in the mailbox if there is one, and the mailbox has no other answers.</summary>
    public void End()
    {
        var rows = actor.Mail.Where(m => m.Type == MailboxRow.Result).ToLookup(m => m.Key);
        foreach (var stray in rows.Where(r => !open.ContainsKey(int.Parse(r.Key["ticket:".Length..])))) faults.Add($"G5: {actor.Actor.Id} is told {stray.Key} again");
        foreach (var (ticket, work) in open)
        {
            var due = history.Run.State == RunState.Ended ? Math.Min(1, rows[$"ticket:{ticket}"].Count()) : history.Result(work) is null ? 0 : 1;
            if (rows[$"ticket:{ticket}"].Count() != due) faults.Add($"G5: {actor.Actor.Id} has {rows[$"ticket:{ticket}"].Count()} answers to ticket {ticket}, not {due}");
        }

        if (actor.Actor.Status == ActorStatus.Ended && open.Count > 0) faults.Add($"G5: {actor.Actor.Id} has ended and waits for ticket {open.Keys.Min()}");
    }
}
