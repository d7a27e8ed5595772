using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerSimulation.Tests;

/// <summary>
/// Watches the store from beside it, at every call that reached it: who owns what, how far each journal is, who asked and who was told.
/// What breaks a guarantee is kept, because the code under test may swallow what is thrown at it.
/// </summary>
sealed class Ledger(InMemoryStore store)
{
    readonly Dictionary<ActorId, (Term Term, Machine Owner)> owners = [];
    readonly Dictionary<ActorId, long> heads = [];
    readonly HashSet<string> turns = [];
    readonly HashSet<WorkId> recorded = [];
    readonly Dictionary<WorkId, List<(ActorId Asker, string Key)>> waiting = [];
    readonly HashSet<(ActorId, string)> asked = [];

    readonly Dictionary<WorkId, (int Unseen, int Seen)> kills = [];

    public string? Broken { get; private set; }

    /// <summary>When a training last cost its process.</summary>
    public TimeSpan LastKill { get; private set; }

    public void Break(string what) => Broken ??= what;

    public void TookOver(Machine by, IEnumerable<ActorLease> leases)
    {
        foreach (var lease in leases)
        {
            var before = owners.GetValueOrDefault(lease.Id).Term;
            if (lease.Term.Value != before.Value + 1) Break($"G1: {lease.Id} was taken at term {lease.Term} after {before}");
            if (lease.Seq != heads.GetValueOrDefault(lease.Id))
                Break($"G2: {lease.Id} was taken at event {lease.Seq}, its head is {heads.GetValueOrDefault(lease.Id)}");
            owners[lease.Id] = (lease.Term, by);
        }
    }

    public void Committed(Machine by, Turn turn)
    {
        if (!turns.Add(turn.TurnId)) return;
        if (!owners.TryGetValue(turn.Actor, out var owner) || owner.Term != turn.Term || owner.Owner != by)
            Break(
                $"G1: {turn.Actor} committed at term {turn.Term}, but the last takeover was at {owner.Term} "
                + $"by {(owner.Owner == by ? "the same" : "another")} process");
        if (heads.GetValueOrDefault(turn.Actor) != turn.ExpectedSeq)
            Break($"G2: {turn.Actor} committed on event {turn.ExpectedSeq}, its head is {heads.GetValueOrDefault(turn.Actor)}");
        heads[turn.Actor] = turn.ExpectedSeq + turn.Events.Count;
        foreach (var ask in turn.Asks)
        {
            if (!asked.Add((turn.Actor, ask.Key))) Break($"G5: {turn.Actor} asked twice under {ask.Key}");
            if (recorded.Contains(ask.Work))
                Told(turn.Actor, ask.Key);
            else if (waiting.TryGetValue(ask.Work, out var others))
                others.Add((turn.Actor, ask.Key));
            else
                waiting.Add(ask.Work, [(turn.Actor, ask.Key)]);
        }
    }

    /// <summary>Whether this training ends its process, as the first of its kind do.</summary>
    public bool Kills(WorkId work, int deadly, bool witnessed, TimeSpan now)
    {
        var (unseen, seen) = kills.GetValueOrDefault(work);
        if (unseen + seen >= deadly) return false;
        kills[work] = witnessed ? (unseen, seen + 1) : (unseen + 1, seen);
        LastKill = witnessed ? LastKill : now;
        return true;
    }

    /// <summary>Only what a supervisor saw counts, each death once.</summary>
    public void Died(WorkId work, int deaths)
    {
        var seen = kills.GetValueOrDefault(work).Seen;
        if (deaths > seen) Break($"G10: work {work} has {deaths} deaths, {seen} were seen");
        if (deaths >= 3 && !recorded.Contains(work)) Recorded(work, RecordOutcome.Recorded);
    }

    public void Posted(ActorId recipient, string key)
    {
        if (RowsOf(recipient, key) > 1) Break($"G4: {recipient} has {key} more than once");
    }

    /// <summary>Long after the last fault every actor is where it belongs: nobody keeps what another should have.</summary>
    public async Task CheckOwners(RunId run)
    {
        var living = (await store.Nodes()).Where(n => n.State == NodeState.Active).Select(n => n.Info.Id).ToList();
        foreach (var actor in (await store.Actors(run)).Where(a => a.Status == ActorStatus.Active))
        {
            var wanted = Rendezvous.Owner(actor.Id, living);
            if (actor.Owner != wanted) Break($"G7: {actor.Id} belongs to {wanted} and is with {actor.Owner}");
        }
    }

    public void Recorded(WorkId work, RecordOutcome outcome)
    {
        if (outcome == RecordOutcome.Different) Break($"G5: work {work} was recorded with other bits");
        if (outcome != RecordOutcome.Recorded) return;
        if (!recorded.Add(work)) Break($"G5: work {work} was recorded twice");
        if (!waiting.Remove(work, out var askers)) return;
        foreach (var (asker, key) in askers) Told(asker, key);
    }

    /// <summary>The journals as they lie in the store: gapless, of terms that never fall, and as long as what was acknowledged.</summary>
    public async Task CheckJournals(RunId run)
    {
        foreach (var actor in await store.Actors(run))
        {
            var (seq, term) = (0L, new Term(0));
            await foreach (var record in store.Journal(actor.Id))
            {
                if (record.Seq != ++seq) Break($"G2: event {seq} of {actor.Id} is numbered {record.Seq}");
                if (record.Term.Value < term.Value) Break($"G1: {actor.Id} goes back from term {term} to {record.Term}");
                term = record.Term;
            }

            if (seq != heads.GetValueOrDefault(actor.Id))
                Break($"G6: {actor.Id} has {seq} events, {heads.GetValueOrDefault(actor.Id)} were committed");
        }
    }

    void Told(ActorId asker, string key)
    {
        var rows = RowsOf(asker, key);
        var running = store.GetRun(asker.Run).AsTask().Result!.State != RunState.Ended;
        if (rows != 1 && running) Break($"G5: {asker} was told {rows} times under {key}");
    }

    int RowsOf(ActorId recipient, string key) => store.Mailbox(recipient, [key]).AsTask().Result.Count;
}
