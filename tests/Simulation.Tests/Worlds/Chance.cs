namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// All randomness of a simulation. Each kind of fault is on in some simulations and off in others, so that one that hides another is
/// often off (FoundationDB calls this buggify); once faults have ceased, nothing goes wrong any more and the simulation can be held
/// to end.
/// </summary>
sealed class Chance(int seed)
{
    readonly Random random = new(seed);
    readonly Dictionary<Fault, bool> kinds = [];

    public bool FaultsCeased { get; private set; }

    public void CeaseFaults() => FaultsCeased = true;

    /// <summary>Whether this kind of fault happens in this simulation: three of four kinds do.</summary>
    public bool Has(Fault fault)
    {
        if (!kinds.TryGetValue(fault, out var has)) kinds.Add(fault, has = random.Next(4) > 0);
        return has;
    }

    /// <summary>Whether a fault strikes now.</summary>
    public bool Strikes(Fault fault, double probability) => !FaultsCeased && Has(fault) && random.NextDouble() < probability;

    public bool Toss(double probability = 0.5) => random.NextDouble() < probability;

    /// <summary>From <paramref name="least"/> up to and without <paramref name="end"/>.</summary>
    public int Number(int least, int end) => random.Next(least, end);

    public T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (most - least) * random.NextDouble());
}

/// <summary>What can go wrong.</summary>
enum Fault
{
    MessagesAreLost, MessagesComeTwice, MessagesAreLate, ProcessesCrash, ProcessesFreeze, NodesLeave, ViewsDiffer, TheDatabaseIsAway,
    WritesAreLate,
    RepliesOfWritesAreLost, WritersDieWithTheirWrites, SleepersAreBuried, BystandersAreKilled, DevicesFail, SnapshotsAreDamaged,
    EntitiesAreStopped, CopiesLinger,
}
