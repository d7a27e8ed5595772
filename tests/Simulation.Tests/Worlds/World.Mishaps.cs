using System.Collections.Immutable;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Trials;

namespace LossActors.Simulation.Tests.Worlds;

/// <content>What happens to machines and to the database, and what people do, until all faults cease.</content>
sealed partial class World
{
    static readonly TimeSpan FaultsCease = TimeSpan.FromSeconds(150);
    static readonly TimeSpan BetweenMishaps = TimeSpan.FromSeconds(4);

    /// <summary>A sleeper is buried no sooner than this, as the failure detector has it.</summary>
    static readonly TimeSpan Detection = TimeSpan.FromSeconds(4);

    static readonly ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> NoSteers =
        ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty;

    readonly HashSet<EntityId> paused = [];
    int commands;

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
        if (Scenario.Steered && Chance.Toss(0.3)) Steer();
        if (Scenario.Paused && Chance.Toss(0.1)) Pause(Chance.One(Searches), Chance.Toss() ? Chance.Seconds(1, 6) : Chance.Seconds(6, 120));
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

    void FoundAll()
    {
        foreach (var plan in Scenario.Runs)
        {
            var steers = Scenario.Steers.GetValueOrDefault(plan.Name, NoSteers);
            After(Chance.Seconds(0, 10), () => Found(plan, steers));
        }

        foreach (var plan in Scenario.Comparisons)
            After(Chance.Seconds(0, 10), () => People.Send(
                $"found {plan.Name}", new ComparisonId(plan.Name), new FoundComparison(plan, ""),
                answer => answer is ComparisonFounded { Refusal: null }));
        // A pause that begins and ends when no fault hides what it does.
        if (Scenario.Paused) After(FaultsCease + TimeSpan.FromSeconds(20), () => Pause(Searches[0], TimeSpan.FromSeconds(200)));
    }

    void Found(RunPlan plan, ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> steers) => People.Send(
        $"found {plan.Name}", new RunId(plan.Name), new FoundRun(plan, "", steers), answer =>
        {
            if (answer is not RunFounded founded) return false;
            if (founded.Refusal is { } refusal) throw new GuaranteeBrokenException($"the founding of {plan.Name} is refused: {refusal}");
            if (!Scenario.IsCalm) FoundAnother(plan);
            return true;
        });

    /// <summary>Somebody takes a name that is taken, and is told so.</summary>
    void FoundAnother(RunPlan plan) => People.Send(
        $"found another {plan.Name}", new RunId(plan.Name), new FoundRun(plan with { TuningMeasurements = 99 }, "", NoSteers), answer =>
        {
            if (answer is not RunFounded founded) return false;
            return founded.Refusal is not null
                ? true : throw new GuaranteeBrokenException($"{plan.Name} is founded a second time with another plan");
        });

    void Steer()
    {
        var plan = Chance.One(Scenario.Runs);
        var change = Chance.Number(0, 6) switch
        {
            0 => new Steering { Parsimony = Chance.Number(0, 3) },
            1 => new Steering { Topology = (Topology)Chance.Number(0, 6) },
            2 => new Steering { Window = Chance.Number(1, 4), Elites = Chance.Number(1, 3) },
            3 => new Steering { Population = Chance.Number(2, 12) },
            4 => new Steering { Every = Chance.Number(1, 7) },
            _ => new Steering { Lag = Chance.Number(0, 5), Crossover = 0.5, Immigration = 0.25 },
        };
        var command = new CommandId($"steer {++commands}");
        var island = Chance.Number(0, plan.Islands.Islands);
        People.Send(command.Id, new RunId(plan.Name), new SteerRun(command, island, change), answer =>
        {
            if (answer is not SteerAnswer told || told.Command != command) return false;
            if (told.Refusal is null) Ledger.ToldTaken(new IslandId(plan.Name, island), command);
            return true;
        });
    }

    /// <summary>One person after the other: what somebody has paused is continued before it is paused again.</summary>
    void Pause(EntityId search, TimeSpan length)
    {
        // Whoever pauses has looked, and found it on record.
        if (Database.Journal(search).Count == 0 || !paused.Add(search)) return;
        People.Send($"pause {search}", search, new SetPaused(true, PausesSeen(search)), answer =>
        {
            if (answer is not PauseAnswer) return false;
            After(length, Continue);
            return true;
        });

        void Continue() => People.Send($"continue {search}", search, new SetPaused(false, PausesSeen(search)), answer =>
        {
            if (answer is not PauseAnswer told) return false;
            if (told is { Paused: true, Ended: false }) After(TimeSpan.FromSeconds(1), Continue);
            else paused.Remove(search);
            return true;
        });
    }

    public bool IsPauseWished(EntityId search) => paused.Contains(search);

    int PausesSeen(EntityId search) =>
        Database.Journal(search).Count(r => r.Event is Paused or Continued or ComparisonPaused or ComparisonContinued);
}
