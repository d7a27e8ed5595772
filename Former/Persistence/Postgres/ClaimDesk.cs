namespace LossActors.FormerPersistence.Postgres;

/// <summary>
/// Claims for all devices of a process, one statement at a time: those that ask while one is under way share the next, and its work
/// is dealt to them in turn. Cards that ask each on their own cost the server a claim a card, also when there is nothing to claim.
/// </summary>
sealed class ClaimDesk(Func<NodeId, IReadOnlyList<string>, int, Task<IReadOnlyList<WorkLease>>> claim)
{
    readonly Lock gate = new();
    readonly List<Asking> waiting = [];
    bool serving;

    public Task<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit)
    {
        var asking = new Asking(me, classes, limit);
        lock (gate)
        {
            waiting.Add(asking);
            if (!serving)
            {
                serving = true;
                _ = Serve();
            }
        }

        return asking.Reply.Task;
    }

    async Task Serve()
    {
        while (true)
        {
            List<Asking> alike;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    serving = false;
                    return;
                }

                var first = waiting[0];
                alike = waiting.FindAll(a => a.Me == first.Me && a.Classes.SequenceEqual(first.Classes));
                waiting.RemoveAll(alike.Contains);
            }

            try
            {
                Deal(alike, await claim(alike[0].Me, alike[0].Classes, alike.Sum(a => a.Limit)).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                foreach (var asking in alike)
                    asking.Reply.TrySetException(e);
            }
        }
    }

    /// <summary>One each, then a second each to those who wanted more.</summary>
    static void Deal(List<Asking> alike, IReadOnlyList<WorkLease> leases)
    {
        var dealt = new Queue<WorkLease>(leases);
        for (var round = 0; dealt.Count > 0; round++)
        {
            foreach (var asking in alike.Where(a => a.Limit > round))
            {
                if (dealt.TryDequeue(out var lease))
                    asking.Dealt.Add(lease);
            }
        }

        foreach (var asking in alike)
            asking.Reply.TrySetResult(asking.Dealt);
    }

    sealed class Asking(NodeId me, IReadOnlyList<string> classes, int limit)
    {
        public NodeId Me => me;

        public IReadOnlyList<string> Classes => classes;

        public int Limit => limit;

        public List<WorkLease> Dealt { get; } = [];

        public TaskCompletionSource<IReadOnlyList<WorkLease>> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
