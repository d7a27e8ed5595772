using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <content>What happens to machines, to the database, and what people do, until all faults cease.</content>
sealed partial class World
{
    static readonly TimeSpan FaultsCease = TimeSpan.FromSeconds(150);
    static readonly TimeSpan BetweenMishaps = TimeSpan.FromSeconds(4);

    /// <summary>A sleeper is buried no sooner than this, as the failure detector has it.</summary>
    static readonly TimeSpan Detection = TimeSpan.FromSeconds(4);

    void Mishap()
    {
        if (Now >= FaultsCease)
        {
            Chance.CeaseFaults();
            return;
        }

        foreach (var machine in Machines)
        {
            if (machine.Current is not { IsAlive: true } process) continue;
            if (Chance.Strikes(Fault.ProcessesCrash, 0.05)) process.Crash("chance");
            else if (Chance.Strikes(Fault.ProcessesFreeze, 0.06)) Freeze(process, Chance.Seconds(1, 40));
            else if (Chance.Strikes(Fault.NodesLeave, 0.03)) process.Leave();
        }

        if (Chance.Strikes(Fault.TheDatabaseIsAway, 0.06)) Database.GoAway(Chance.Seconds(1, 30));
        if (!Chance.FaultsCeased) DoSomething();
        After(BetweenMishaps, Mishap);
    }

    /// <summary>Others take a sleeper for dead and bury it; awake again it finds that out.</summary>
    void Freeze(Process process, TimeSpan length)
    {
        process.Freeze(length);
        After(Detection + Chance.Seconds(0, 5), () =>
        {
            if (process.IsFrozen && !Database.IsAway && Chance.Strikes(Fault.SleepersAreBuried, 0.7)) Nodes.Bury(process.Incarnation);
        });
    }
}
