using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Histories;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerSimulation.Tests;

/// <summary>
/// A whole cluster on one thread, everything in it a function of the seed: processes over one store, their clocks, their crashes and
/// stalls, what the network does to their calls. After a while all faults cease, and the run has to end as if there had been none.
/// </summary>
sealed class Cluster
{
    public static readonly MembershipOptions Options = new() { Poll = TimeSpan.FromSeconds(2) };

    static readonly TimeSpan FaultsCease = TimeSpan.FromSeconds(120);
    static readonly TimeSpan EveryoneIsHomeBy = FaultsCease + TimeSpan.FromSeconds(90);
    static readonly TimeSpan EndsBy = FaultsCease + TimeSpan.FromSeconds(1800);
    static readonly TimeSpan BetweenMishaps = TimeSpan.FromSeconds(6);
    const int MostProcesses = 4;
    const int MostEvents = 400_000;

    readonly Random random;
    readonly Scheduler scheduler = new();
    readonly StoreClock clock;
    readonly InMemoryStore store;
    readonly List<Process> processes = [];
    readonly List<Waiter> waiters = [];
    readonly RunPlan plan;
    readonly bool steered;
    long hint;
    int started;
    TimeSpan outageUntil;

    /// <param name="steered">Whether people steer the run.</param>
    public Cluster(int seed, RunPlan plan, ScriptedResults results, bool steered)
    {
        (Results, this.steered) = (results, steered);
        random = new Random(seed);
        this.plan = plan;
        clock = new StoreClock(scheduler);
        store = new InMemoryStore(clock);
        Ledger = new Ledger(store);
        Faults = new Faults(random);
        LongestTraining = TimeSpan.FromSeconds(random.Next(1, 12));
    }

    public ScriptedResults Results { get; }

    public RunId Run { get; } = new("simulated");

    public Ledger Ledger { get; }

    public Faults Faults { get; }

    public TimeSpan LongestTraining { get; }

    public TimeSpan Now => scheduler.Now;

    public bool StoreIsOut => outageUntil > Now;

    public long Events => scheduler.Events;

    /// <summary>Runs to the end; returns the decisions and the outcome.</summary>
    /// <exception cref="GuaranteeBrokenException">A guarantee is broken; the message names it.</exception>
    public async Task<string> RunToEnd()
    {
        await store.Found(new NewRun(Run, plan.Name, "", "", [new NewActor(RunDecisions.Name, RunLogic.Kind)]));
        await store.Post(new ActorId(Run, RunDecisions.Name), RunDecisions.FoundMessage, RunDecisions.FoundMessage, RunJson.Bytes(plan));
        for (var i = random.Next(1, MostProcesses); i > 0; i--) Start();
        scheduler.After(BetweenMishaps, null, Mishap);

        while ((await store.GetRun(Run))!.State != RunState.Ended)
        {
            if (Now > EndsBy || Events > MostEvents)
                throw new GuaranteeBrokenException($"the run stands still at {Now}, {Events} events: {await Stuck()}");
            scheduler.Step();
            if (Ledger.Broken is { } broken) throw new GuaranteeBrokenException(broken);
        }

        await Ledger.CheckJournals(Run);
        foreach (var fault in await HistoryChecker.Check(store, (await store.GetRun(Run))!)) Ledger.Break(fault);
        return Ledger.Broken is { } late ? throw new GuaranteeBrokenException(late) : await ScriptedRun.Digest(store, Run, plan);
    }

    /// <summary>The steers that islands have taken: where, after how many inputs, what.</summary>
    public async Task<IReadOnlyList<(string Island, Steered Taken)>> Steers()
    {
        var steers = new List<(string, Steered)>();
        foreach (var island in (await store.Actors(Run)).Where(a => a.Kind == IslandLogic.Kind))
            await foreach (var record in store.Journal(island.Id))
                if (record.Type == nameof(Steered)) steers.Add((island.Id.Name, (Steered)IslandJson.Read(record.Type, record.Version, record.Data)));
        return steers;
    }

    public bool Toss() => random.Next(2) == 0;

    public TimeSpan Some(TimeSpan most) => most * random.NextDouble();

    public Scheduler.Pause Wait(TimeSpan delay, Machine on) => scheduler.Wait(delay, on);

    public bool IsGone(string process) => Faults.IsOn("one machine") && processes.Exists(p => p.Name == process && p.Machine.Crashed);

    public Task WaitForHint(long seen, TimeSpan atMost, Machine machine)
    {
        if (seen != store.Hint && !Faults.Fires("hints are lost")) return Task.CompletedTask;
        var waiter = new Waiter(machine);
        waiters.Add(waiter);
        scheduler.After(atMost, machine, waiter.Wake);
        return waiter.Task;
    }

    public void RaiseHints()
    {
        if (hint == store.Hint) return;
        hint = store.Hint;
        waiters.RemoveAll(w => w.Awake || w.Machine.Crashed);
        foreach (var waiter in waiters)
            if (!Faults.Fires("hints are lost")) scheduler.After(Some(TimeSpan.FromMilliseconds(100)), waiter.Machine, waiter.Wake);
    }

    void Start()
    {
        var rate = Faults.IsOn("clocks drift") ? 0.95 + 0.1 * random.NextDouble() : 1;
        var machine = new Machine(scheduler, rate, Some(TimeSpan.FromHours(2)) - TimeSpan.FromHours(1));
        var process = new Process(this, store, machine, $"process-{++started}");
        processes.Add(process);
        scheduler.After(Some(TimeSpan.FromSeconds(1)), machine, () => process.Start(lanes: random.Next(1, 3)));
    }

    /// <summary>Now and then something happens to a process, to the store, or to the run. At the end everything works again.</summary>
    void Mishap()
    {
        var alive = processes.Where(p => !p.Machine.Crashed && !p.Gone).ToList();
        if (Now >= FaultsCease)
        {
            Faults.On = false;
            if (alive.Count == 0) Start();
            // A clock that was set back prolongs the leases of those who are gone.
            if (Now >= EveryoneIsHomeBy && Now >= Ledger.LastKill + EveryoneIsHomeBy - FaultsCease && clock.Offset == TimeSpan.Zero) Ledger.CheckOwners(Run).GetAwaiter().GetResult();
        }

        foreach (var process in alive)
        {
            if (Faults.Fires("processes crash")) process.CrashWithinACall();
            else if (Faults.Fires("processes stand still")) process.StandStillWithinACall(Some(TimeSpan.FromSeconds(60)));
            else if (Faults.Fires("processes leave")) process.Leave();
        }

        if (steered && Faults.On) Steer();
        if (alive.Count == 0 || (alive.Count < MostProcesses && Toss())) Start();
        if (Faults.Fires("the store is out")) outageUntil = Now + Some(TimeSpan.FromSeconds(40));
        if (Faults.Fires("the store's clock is set")) clock.Offset += Some(TimeSpan.FromSeconds(120)) - TimeSpan.FromSeconds(60);
        if (Faults.Fires("the run is paused")) store.SetRunState(Run, RunState.Paused).AsTask().GetAwaiter().GetResult();
        else Resume();
        scheduler.After(BetweenMishaps, null, Mishap);
    }

    void Steer()
    {
        var change = random.Next(5) switch
        {
            0 => new Steering { Parsimony = random.Next(3) },
            1 => new Steering { Topology = (Topology)random.Next(3) },
            2 => new Steering { Window = random.Next(1, 4), Elites = random.Next(1, 3) },
            3 => new Steering { Population = random.Next(2, 12) },
            _ => new Steering { Lag = random.Next(0, 5), Crossover = 0.5, Immigration = 0.25 },
        };
        if (change.Problem(plan.Islands) is null)
            SteerQueue.Send(store, new ActorId(Run, IslandDecisions.Name(random.Next(plan.Islands.Islands))), change).AsTask().GetAwaiter().GetResult();
        RaiseHints();
    }

    void Resume()
    {
        if (store.GetRun(Run).AsTask().Result!.State == RunState.Paused)
            store.SetRunState(Run, RunState.Running).AsTask().GetAwaiter().GetResult();
        RaiseHints();
    }

    async Task<string> Stuck() =>
        string.Join("; ", (await store.Actors(Run)).Select(a => $"{a.Id.Name} {a.Status} event {a.Seq} term {a.Term} owner {a.Owner}"))
        + $"; work {await store.Totals(Run)}; {string.Join(", ", (await store.Nodes()).Select(n => $"{n.Info.Id} {n.State}"))}";

    sealed class Waiter(Machine machine)
    {
        readonly TaskCompletionSource source = new();

        public Machine Machine => machine;

        public Task Task => source.Task;

        public bool Awake => source.Task.IsCompleted;

        public void Wake() => source.TrySetResult();
    }
}
