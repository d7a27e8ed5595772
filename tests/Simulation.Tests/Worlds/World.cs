using System.Runtime.CompilerServices;
using LossActors.Actors.Entities;
using LossActors.Simulation.Tests.Scripted;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// A whole cluster on one thread, everything in it a function of the seed: machines whose processes crash, freeze and see each other
/// wrongly, a network, a database, people. After a while all faults cease, and every search has to end as if there had been none.
/// </summary>
sealed partial class World
{
    /// <summary>How long after the last search's end nothing may happen any more; for as long again it is watched.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(120);

    /// <summary>By now whatever faults left behind is settled.</summary>
    public static TimeSpan Quiet => FaultsCease + TimeSpan.FromSeconds(60);

    static readonly TimeSpan EndsBy = TimeSpan.FromSeconds(2500);
    const int MostEvents = 1_000_000;

    readonly Scheduler scheduler = new();
    readonly Action<string>? trace;
    readonly Dictionary<Machine, int> started = [];
    readonly SortedDictionary<string, EntityId> remembered = new(StringComparer.Ordinal);
    TimeSpan? endedAt;

    public World(Scenario scenario, Meddling meddling, Action<string>? trace = null)
    {
        (Scenario, Meddling, this.trace) = (scenario, meddling, trace);
        Chance = new Chance(scenario.Seed);
        if (scenario.IsCalm) Chance.CeaseFaults();
        Results = new ScriptedResults(DeadlyPercent: scenario.DeadlyPercent);
        Network = new Network(scheduler, Chance);
        Ledger = new Ledger(this);
        Database = new Database(scheduler, Chance)
        {
            Keep = scenario.InBytes ? ThroughBytes.Of : row => row, Written = Ledger.Written, HasUniqueKey = meddling.HasUniqueKey,
        };
        People = new People(this);
        SnapshotShare = Chance.Toss() ? 0.1 : 0;
        Machines = [.. scenario.Classes.Select((c, i) => new Machine(i, c, isIsolated: Chance.Toss(0.3)))];
        Searches = [.. scenario.Runs.Select(r => new RunId(r.Name)), .. scenario.Comparisons.Select(c => new ComparisonId(c.Name))];
        LongestTraining = Chance.Seconds(1, 8);
        foreach (var machine in Machines) After(Chance.Seconds(0, 1), () => Start(machine));
        FoundAll();
        After(BetweenMishaps, Mishap);
    }

    public Scenario Scenario { get; }

    public Meddling Meddling { get; }

    public Chance Chance { get; }

    public ScriptedResults Results { get; }

    public Network Network { get; }

    public Database Database { get; }

    public NodeTable Nodes { get; } = new();

    public Ledger Ledger { get; }

    public People People { get; }

    public IReadOnlyList<Machine> Machines { get; }

    /// <summary>Everything that has to end.</summary>
    public IReadOnlyList<EntityId> Searches { get; }

    public TimeSpan LongestTraining { get; }

    /// <summary>How many of the steps are followed by a snapshot.</summary>
    public double SnapshotShare { get; }

    public TimeSpan Now => scheduler.Now;

    public long Events => scheduler.Events;

    /// <summary>Runs and comparisons that are started by themselves wherever they belong.</summary>
    public IReadOnlyCollection<EntityId> Remembered => [.. remembered.Values];

    /// <summary>Whether everything has ended, and long ago.</summary>
    public bool IsOver => endedAt is { } end && Now > end + Grace && Now > Quiet + Grace;

    public void After(TimeSpan delay, Action act) => scheduler.After(delay, act);

    public bool IsTraced => trace is not null;

    public void Trace([InterpolatedStringHandlerArgument("")] TraceLine line)
    {
        if (trace is not null) trace(line.Text);
    }

    public IEntity Make(EntityId id, IEntityWorld world) => Entities.Make(id, world, Scenario.AuditEvery);

    /// <summary>A message as it comes out of the wire.</summary>
    public IMessage Wire(IMessage message) => Scenario.InBytes ? ThroughBytes.Of(message) : message;

    public void Remember(EntityId id)
    {
        if (id is RunId or ComparisonId) remembered[id.PersistenceId] = id;
    }

    /// <summary>
    /// An entity has ended its life by itself. What is remembered is a journal too: a shard that is behind, or beside another, does
    /// not get its word through.
    /// </summary>
    public void Forget(EntityCell cell)
    {
        var isBehind = Database.Journal(cell.Id) is [.., var last] && last.Step != cell.Step;
        if (!isBehind && !Machines.Any(m => m.Current?.Hosts(cell.Id) == true)) remembered.Remove(cell.Id.PersistenceId);
    }

    /// <summary>Whom a process sees as members now, itself among them.</summary>
    public IReadOnlyList<int> ViewOf(Process process, IReadOnlyList<int> before)
    {
        var me = process.Machine.Number;
        if (Scenario.ForeverAlone) return [me];
        if (Chance.Strikes(Fault.ViewsDiffer, 0.08))
            return Chance.Toss() ? [me] : [.. new SortedSet<int> { me, Chance.Number(0, Machines.Count) }];
        if (Chance.Strikes(Fault.ViewsDiffer, 0.3)) return before;
        return [.. Machines.Where(m => m.Number == me || IsSeen(m.Current)).Select(m => m.Number)];

        // A process that freezes is seen for a while yet.
        bool IsSeen(Process? other) => other is { IsAlive: true, IsLeaving: false } && (!other.IsFrozen || Chance.Toss(0.3));
    }

    /// <summary>A process is no more: its row is set down by and by, and its machine starts another.</summary>
    public void Ended(Process process)
    {
        After(Chance.Seconds(3, 9), () => Bury(process));
        After(Chance.Seconds(1, 20), () => Start(process.Machine));
    }

    /// <exception cref="GuaranteeBrokenException">What a guarantee forbids.</exception>
    public void RunToEnd()
    {
        try
        {
            while (endedAt is not { } end || Now < end + 2 * Grace || Now < Quiet + 2 * Grace)
            {
                if (!scheduler.Step()) throw new GuaranteeBrokenException("nothing is left to do");
                if (endedAt is null && Searches.All(Ledger.HasEnded)) endedAt = Now;
                if (endedAt is null && (Now > EndsBy || Events > MostEvents))
                    throw new GuaranteeBrokenException($"G7: {Stuck.Where(this)}");
                if (endedAt is not null && Scenario.IsCalm) return;
            }

            if (People.Unanswered.ToList() is [_, ..] waiting)
                throw new GuaranteeBrokenException($"G4: never answered: {string.Join(", ", waiting)}");
        }
        catch (Exception e) when (e is not GuaranteeBrokenException)
        {
            throw new GuaranteeBrokenException($"at {Now.TotalSeconds:F3} s: {e}", e);
        }
    }

    void Start(Machine machine)
    {
        if (machine.Current is { } earlier) Nodes.Bury(earlier.Incarnation);
        var number = started[machine] = started.GetValueOrDefault(machine) + 1;
        machine.Current = new Process(this, machine, new Incarnation($"{machine.Number}.{number}"));
        Trace($"{machine.Current} starts");
    }

    void Bury(Process process)
    {
        if (Machines.Any(m => m.Current is { IsAlive: true, IsFrozen: false }) && !Database.IsAway) Nodes.Bury(process.Incarnation);
        else After(TimeSpan.FromSeconds(3), () => Bury(process));
    }
}
