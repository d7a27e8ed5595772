namespace LossActors.FormerPersistence.InMemory;

public sealed partial class InMemoryStore
{
    readonly Dictionary<ActorId, ActorRow> actors = [];

    public ValueTask<IReadOnlyList<ActorRecord>> Ownerless() => Read<IReadOnlyList<ActorRecord>>(
        () => [.. Ordered(actors.Values.Where(CanBeTaken)).Select(a => a.Record)]);

    public ValueTask<bool> Calls(NodeId node) => Read(
        () => actors.Values.Any(CanBeTaken) || (nodes.TryGetValue(node, out var row) && row.State == NodeState.Leaving));

    public ValueTask<IReadOnlyList<ActorLease>> TakeOver(NodeId me, IReadOnlyList<ActorId> wanted)
    {
        IEnumerable<ActorRow> Free() => !IsActive(me) ? []
            : Ordered(wanted.Distinct().Where(actors.ContainsKey).Select(id => actors[id]).Where(CanBeTaken));

        return Write<IReadOnlyList<ActorLease>>(
            () =>
            {
                var taken = new List<ActorLease>();
                foreach (var actor in Free())
                {
                    actor.Owner = me;
                    actor.Term = new(actor.Term.Value + 1);
                    taken.Add(new(actor.Id, actor.Kind, actor.Term, actor.Seq));
                }

                return taken;
            },
            needed: () => Free().Any(),
            nothing: []);
    }

    public ValueTask<bool> Release(ActorId actor, Term term) => Write(() =>
    {
        if (!Holds(actor, term))
            return false;
        actors[actor].Owner = null;
        return true;
    });

    public ValueTask<bool> Park(ActorId actor, Term term, string reason) => Write(() =>
    {
        if (!Holds(actor, term))
            return false;
        actors[actor].SetStatus(ActorStatus.Parked, reason);
        return true;
    });

    public ValueTask<int> Unpark(RunId run) => Write(() =>
    {
        var parked = actors.Values.Where(a => a.Id.Run == run && a.Status == ActorStatus.Parked).ToArray();
        foreach (var actor in parked)
            actor.SetStatus(ActorStatus.Active, null);
        return parked.Length;
    });

    public ValueTask<IReadOnlyList<ActorRecord>> Actors(RunId run) => Read<IReadOnlyList<ActorRecord>>(
        () => [.. Ordered(actors.Values.Where(a => a.Id.Run == run)).Select(a => a.Record)]);

    public async IAsyncEnumerable<Snapshot> Snapshots(ActorId actor)
    {
        var kept = await Read<Snapshot[]>(() => actors.TryGetValue(actor, out var row) ? [.. row.Snapshots.Values.Reverse()] : []);
        foreach (var snapshot in kept)
            yield return snapshot;
    }

    public async ValueTask SaveSnapshot(Snapshot snapshot) => await Write(
        () =>
        {
            var kept = (actors.GetValueOrDefault(snapshot.Actor) ?? throw Missing.Actor(snapshot.Actor)).Snapshots;
            kept.TryAdd(snapshot.Seq, snapshot with { Data = snapshot.Data.ToArray() });
            while (kept.Count > TurnRules.SnapshotsKept)
                kept.RemoveAt(0);
            return true;
        },
        quiet: true);

    public async IAsyncEnumerable<JournalRecord> Journal(ActorId actor, long afterSeq = 0)
    {
        var records = await Read<JournalRecord[]>(
            () => actors.TryGetValue(actor, out var row) ? [.. row.Journal.Skip((int)Math.Min(afterSeq, int.MaxValue))] : []);
        foreach (var record in records)
            yield return record;
    }

    void Spawn(RunId run, NewActor actor)
    {
        var id = new ActorId(run, actor.Name);
        actors.TryAdd(id, new(id, actor.Kind));
    }

    bool Holds(ActorId actor, Term term) => actors.TryGetValue(actor, out var row) && row.Term == term && term.Value > 0;

    bool CanBeTaken(ActorRow actor) =>
        actor.Status == ActorStatus.Active && !Lives(actor.Owner) && runs[actor.Id.Run].Record.State != RunState.Ended;

    IOrderedEnumerable<ActorRow> Ordered(IEnumerable<ActorRow> some) =>
        some.OrderBy(a => runs[a.Id.Run].Number).ThenBy(a => a.Id.Name, StringComparer.Ordinal);
}
