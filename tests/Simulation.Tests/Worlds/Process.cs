using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// One life of the program on a machine: hosts entities, perhaps the dispatcher, and a device. It crashes, or freezes and goes on
/// with all that has come meanwhile. What it believes of the others is its own view.
/// </summary>
sealed class Process
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1.5);
    static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(1);

    readonly Machine machine;
    readonly SortedDictionary<string, EntityCell> cells = new(StringComparer.Ordinal);
    readonly List<Action> backlog = [];
    readonly TimeSpan clockOffset;
    TimeSpan frozenUntil;
    (TimeSpan Began, HashSet<Incarnation> Up)? look;

    public Process(World world, Machine machine, Incarnation incarnation)
    {
        (World, this.machine, Incarnation) = (world, machine, incarnation);
        clockOffset = world.Chance.Seconds(0, 100_000);
        View = [machine.Number];
        world.Nodes.List(incarnation);
        Every(BetweenLooks, () => true, LookAround);
        Every(BetweenBeats, () => true, Beat);
        Every(Patience.Tick, () => true, Wake);
        Device = new DeviceCell(this);
    }

    public World World { get; }

    public Machine Machine => machine;

    public Incarnation Incarnation { get; }

    public bool IsAlive { get; private set; } = true;

    public bool IsLeaving { get; private set; }

    public bool IsFrozen => World.Now < frozenUntil;

    /// <summary>Machines that it believes to be members, ascending.</summary>
    public IReadOnlyList<int> View { get; private set; }

    /// <summary>Its own monotonic clock.</summary>
    public TimeSpan Now => World.Now + clockOffset;

    public DeviceCell Device { get; }

    public DispatcherCell? Dispatcher { get; private set; }

    public IEnumerable<EntityCell> Cells => cells.Values;

    /// <summary>Does it here, when the process does anything: not after its crash, and later if it is frozen.</summary>
    public void Run(Action act)
    {
        if (!IsAlive) return;
        if (IsFrozen) backlog.Add(act);
        else act();
    }

    public void Every(TimeSpan period, Func<bool> goesOn, Action act)
    {
        World.After(period * World.Chance.Seconds(0, 1).TotalSeconds, Due);

        void Due()
        {
            if (!IsAlive || !goesOn()) return;
            if (IsFrozen)
            {
                // A timer that is late fires once.
                World.After(frozenUntil - World.Now + TimeSpan.FromMilliseconds(1), Due);
                return;
            }

            act();
            World.After(period * World.Chance.Seconds(0.8, 1.2).TotalSeconds, Due);
        }
    }

    public void Ask(EntityId whom, IMessage question, IAsker asker)
    {
        var to = World.Machines[Sharding.Owner(whom, View)];
        var carried = World.Wire(question);
        World.Network.Send(() => to.Current?.Run(() => to.Current.Deliver(whom, carried, asker)));
    }

    public void TellDispatcher(IMessage message, IAsker asker)
    {
        var to = World.Machines[View[0]];
        var carried = World.Wire(message);
        World.Network.Send(() => to.Current?.Run(() => to.Current.Dispatcher?.Receive(carried, asker)));
    }

    /// <summary>Whether its own row is up as far as it knows.</summary>
    public bool BelievesUp => look is not { } seen || seen.Up.Contains(Incarnation);

    public bool KnowsGone(Incarnation other, TimeSpan since) => look is { } seen && seen.Began > since && !seen.Up.Contains(other);

    public void Crash(string why)
    {
        if (!IsAlive) return;
        IsAlive = false;
        World.Trace($"{this} crashes: {why}");
        foreach (var cell in Cells.ToList()) cell.End("its process crashed");
        World.Ended(this);
    }

    public void Freeze(TimeSpan length)
    {
        frozenUntil = World.Now + length;
        World.Trace($"{this} freezes for {length.TotalSeconds:F1} s");
        World.After(length + TimeSpan.FromTicks(1), () =>
        {
            if (IsFrozen || !IsAlive) return;
            List<Action> late = [.. backlog];
            backlog.Clear();
            foreach (var act in late) Run(act);
        });
    }

    /// <summary>Leaves in good order: gives back what it holds, hands its entities on, ends.</summary>
    public void Leave()
    {
        if (IsLeaving) return;
        IsLeaving = true;
        World.Trace($"{this} leaves");
        Device.Drain();
        foreach (var cell in Cells.ToList()) cell.End("its node leaves");
        World.After(TimeSpan.FromSeconds(0.5), LeaveWhenDone);
    }

    public bool Hosts(EntityId id) => IsAlive && cells.ContainsKey(id.PersistenceId);

    public void Forget(EntityCell cell) => cells.Remove(cell.Id.PersistenceId);

    public override string ToString() => $"[{World.Now.TotalSeconds,8:F3}] {Incarnation}";

    void Deliver(EntityId id, IMessage message, IAsker asker)
    {
        if (IsLeaving) return;
        World.Trace($"{this} {id} <- {Words.Of(message)}");
        Cell(id).Receive(message, asker);
    }

    EntityCell Cell(EntityId id)
    {
        if (cells.TryGetValue(id.PersistenceId, out var cell)) return cell;
        cells.Add(id.PersistenceId, cell = new EntityCell(this, id));
        World.Remember(id);
        return cell;
    }

    /// <summary>Once the device has said all that it had to say, or soon.</summary>
    void LeaveWhenDone() => Run(() =>
    {
        if (!Device.HasEnded && World.Chance.Toss(0.8))
        {
            World.After(TimeSpan.FromSeconds(1), LeaveWhenDone);
            return;
        }

        World.Nodes.Bury(Incarnation);
        Crash("it has left");
    });

    /// <summary>Looks who is a member; now and then sees wrongly. What is no longer its own it hands on, sooner or later.</summary>
    void LookAround()
    {
        View = World.ViewOf(this, View);
        if (View[0] != machine.Number) Dispatcher = null;
        else Dispatcher ??= new DispatcherCell(this);
        foreach (var cell in Cells.Where(c => Sharding.Owner(c.Id, View) != machine.Number).ToList())
            if (World.Chance.Toss(World.Chance.Has(Fault.CopiesLinger) ? 0.05 : 0.5)) cell.End("it has moved");
        foreach (var cell in Cells.ToList())
            if (World.Chance.Strikes(Fault.EntitiesAreStopped, 0.01)) cell.End("it was stopped");
        if (World.Database.IsAway) return;
        var began = Now;
        World.After(World.Chance.Seconds(0.001, 0.05), () =>
        {
            if (World.Database.IsAway) return;
            var up = World.Nodes.Look();
            Run(() => look = (began, up));
        });
    }

    /// <summary>A beat that updates no row: somebody buried this process, which ends.</summary>
    void Beat()
    {
        if (!World.Database.IsAway && !World.Nodes.IsUp(Incarnation)) Crash("it was buried");
    }

    void Wake()
    {
        if (IsLeaving || World.Database.IsAway) return;
        foreach (var id in World.Remembered)
            if (Sharding.Owner(id, View) == machine.Number && !cells.ContainsKey(id.PersistenceId)) Cell(id);
    }
}
