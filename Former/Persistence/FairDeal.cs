namespace LossActors.FormerPersistence;

/// <summary>Deals ready work to the runs in turn.</summary>
static class FairDeal
{
    /// <param name="claimable">Each run's number and its ready work, the most urgent first. Runs may ask for the same work.</param>
    /// <param name="lastServed">Number of the run that was served last: the run after it begins.</param>
    public static List<(TRun Run, TWork Work)> InTurn<TRun, TWork>(
        IEnumerable<(TRun Run, long Number, Queue<TWork> Ready)> claimable, long lastServed, int limit)
    {
        var circle = claimable.OrderBy(r => r.Number <= lastServed).ThenBy(r => r.Number).ToList();
        var dealt = new List<(TRun, TWork)>();
        var taken = new HashSet<TWork>();
        while (circle.Count > 0)
        {
            foreach (var (run, _, ready) in circle)
            {
                if (dealt.Count >= limit)
                    return dealt;
                while (ready.TryDequeue(out var next))
                {
                    if (!taken.Add(next))
                        continue;
                    dealt.Add((run, next));
                    break;
                }
            }

            circle.RemoveAll(r => r.Ready.Count == 0);
        }

        return dealt;
    }
}
