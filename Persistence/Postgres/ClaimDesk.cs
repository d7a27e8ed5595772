namespace LossActors.Persistence.Postgres;

/// <summary>
/// Claims for all devices of a process, whose work is dealt to them in turn. Cards that ask each on their own cost the server a claim a
/// card, also when there is nothing to claim.
/// </summary>
sealed class ClaimDesk
{
    readonly SharedCall<Asking, IReadOnlyList<WorkLease>> calls;

    public ClaimDesk(Func<NodeId, IReadOnlyList<string>, int, Task<IReadOnlyList<WorkLease>>> claim) => calls = new(
        async alike => Deal(alike, await claim(alike[0].Me, alike[0].Classes, alike.Sum(a => a.Limit)).ConfigureAwait(false)),
        (alike, next) => next.Me == alike[0].Me && next.Classes.SequenceEqual(alike[0].Classes));

    public Task<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit) => calls.Ask(new(me, classes, limit));

    /// <summary>One each, then a second each to those who wanted more.</summary>
    static List<WorkLease>[] Deal(IReadOnlyList<Asking> alike, IReadOnlyList<WorkLease> leases)
    {
        var (dealt, left) = (alike.Select(_ => new List<WorkLease>()).ToArray(), new Queue<WorkLease>(leases));
        for (var round = 0; left.Count > 0; round++)
        {
            for (var i = 0; i < alike.Count; i++)
            {
                if (alike[i].Limit > round && left.TryDequeue(out var lease))
                    dealt[i].Add(lease);
            }
        }

        return dealt;
    }

    sealed record Asking(NodeId Me, IReadOnlyList<string> Classes, int Limit);
}
