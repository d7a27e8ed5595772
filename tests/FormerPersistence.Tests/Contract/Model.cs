namespace LossActors.FormerPersistence.Tests.Contract;

/// <summary>What a store is, said once more and as shortly as possible: two actors, two nodes, four pieces of work.</summary>
sealed class Model
{
    public sealed class ActorState
    {
        public int? Owner;
        public long Term;
        public bool Parked;
        public readonly List<string> Journal = [];
        public readonly List<(string Key, string Data)> Mail = [];
    }

    public sealed class WorkState
    {
        public string State = "none";
        public int Holder, Unwitnessed, Deaths;
        public long Priority = long.MaxValue, Age;
        public string? Result;
        public readonly SortedSet<(int Actor, string Key)> Asked = [];
    }

    public readonly ActorState[] Actors = [new(), new()];
    public readonly WorkState[] Work = [new(), new(), new(), new()];
    readonly int[] life = new int[2];
    long age;

    /// <summary>A node that dies is born again at once under a new id.</summary>
    public int Node(int n) => (life[n] * 2) + n;

    public bool Lives(int? node) => node is { } id && life[id % 2] == id / 2;

    public long? TakeOver(int actor, int n)
    {
        if (Actors[actor].Parked || Lives(Actors[actor].Owner))
            return null;
        Actors[actor].Owner = Node(n);
        return ++Actors[actor].Term;
    }

    public void Die(int n, bool suspect)
    {
        foreach (var w in Work.Where(w => w.State == "leased" && w.Holder == Node(n)))
            (w.State, w.Unwitnessed) = ("ready", w.Unwitnessed + (suspect ? 1 : 0));
        life[n]++;
    }

    public bool Release(int actor, long term, bool park)
    {
        if (term != Actors[actor].Term || term < 1)
            return false;
        Actors[actor].Owner = null;
        Actors[actor].Parked |= park;
        return true;
    }

    public TurnOutcome Commit(int actor, long seq, long term, bool consume, int? ask, string text)
    {
        var (a, other) = (Actors[actor], Actors[1 - actor]);
        if (a.Term != term)
            return TurnOutcome.Fenced;
        if (a.Journal.Count != seq)
            return TurnOutcome.Conflict;
        if (consume && a.Mail.Count == 0)
            return TurnOutcome.WrongConsumed;
        if (consume)
            a.Mail.RemoveAt(0);
        a.Journal.Add(text);
        other.Mail.Add(($"from:{actor}:{seq + 1}:0", text));
        if (ask is { } k)
            Ask(actor, Work[k], $"ticket:{seq}", seq % 3);
        return TurnOutcome.Committed;
    }

    void Ask(int actor, WorkState w, string key, long priority)
    {
        if (w.Result is not null)
        {
            Actors[actor].Mail.Add((key, w.Result));
            return;
        }

        if (w.State == "none")
            (w.State, w.Age) = ("ready", ++age);
        w.Priority = Math.Min(w.Priority, priority);
        w.Asked.Add((actor, key));
    }

    public int? Claim(int n)
    {
        var k = Array.IndexOf(Work, Work.Where(w => w.State == "ready").OrderBy(w => w.Priority).ThenBy(w => w.Age).FirstOrDefault());
        if (k >= 0)
            (Work[k].State, Work[k].Holder) = ("leased", Node(n));
        return k < 0 ? null : k;
    }

    public RecordOutcome Record(int k, string result)
    {
        if (Work[k].State == "none")
            return RecordOutcome.Unasked;
        if (Work[k].Result is { } known)
            return known == result ? RecordOutcome.Same : RecordOutcome.Different;
        Finish(Work[k], "done", result);
        return RecordOutcome.Recorded;
    }

    public int Died(int k, int n, int before)
    {
        var w = Work[k];
        if (w.State == "leased" && w.Holder == Node(n) && w.Deaths == before)
        {
            w.State = "ready";
            if (++w.Deaths == 3)
                Finish(w, "poison", "verdict");
        }

        return w.Deaths;
    }

    public void Return(int k, int n)
    {
        if (Work[k].State == "leased" && Work[k].Holder == Node(n))
            Work[k].State = "ready";
    }

    void Finish(WorkState w, string state, string result)
    {
        (w.State, w.Result) = (state, result);
        foreach (var (actor, key) in w.Asked)
            Actors[actor].Mail.Add((key, result));
        w.Asked.Clear();
    }
}
