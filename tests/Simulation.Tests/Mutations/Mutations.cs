using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Trials;
using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests.Mutations;

sealed class WithoutUniqueKey : Meddling
{
    public override bool HasUniqueKey => false;
}

sealed class WithoutAskingAgain : Meddling
{
    readonly HashSet<(EntityCell, EntityId, IMessage)> asked = [];

    public override IMessage? Asks(EntityCell cell, EntityId whom, IMessage message) =>
        message is Pull || asked.Add((cell, whom, message)) ? message : null;
}

/// <summary>An evaluation wants a lane once an attempt, and trusts that it was heard.</summary>
sealed class WithoutWantingAgain : Meddling
{
    readonly HashSet<(EntityCell, EvaluationKey, int)> wanted = [];

    public override IMessage? Tells(EntityCell cell, IMessage message) =>
        message is not Want want || wanted.Add((cell, want.Key, want.Attempt)) ? message : null;
}

/// <summary>A device tells each of its states once, and trusts that it was heard.</summary>
sealed class WithoutTellingStatesAgain : Meddling
{
    readonly Dictionary<DeviceCell, string> told = [];

    public override IMessage? Tells(DeviceCell device, IMessage message)
    {
        var words = Words.Of(message);
        if (told.GetValueOrDefault(device) == words) return null;
        told[device] = words;
        return message;
    }
}

/// <summary>A device tells its results and deaths once, and trusts that they were noted.</summary>
sealed class WithoutTellingResultsAgain : Meddling
{
    readonly HashSet<(DeviceCell, IMessage)> told = [];

    public override IMessage? Asks(DeviceCell device, IMessage message) =>
        message is not (Trained or ChildDied) || told.Add((device, message)) ? message : null;
}

/// <summary>A death counts for whichever attempt is under way.</summary>
sealed class WithoutAttemptNumbers : Meddling
{
    public override IMessage Hears(EntityCell cell, IMessage message) =>
        message is ChildDied death && cell.Entity is EvaluationEntity evaluation
            ? death with { Attempt = evaluation.State.Attempt } : message;
}

/// <summary>A pause holds whatever the person had seen.</summary>
sealed class WithoutPauseCounts : Meddling
{
    public override IMessage Hears(EntityCell cell, IMessage message) =>
        message is SetPaused wish && cell.Entity is RunEntity run ? wish with { Seen = run.State.PauseChanges } : message;
}

/// <summary>The wave that comes is the wave that is due.</summary>
sealed class WithoutWaveNumbers : Meddling
{
    public override IMessage Hears(EntityCell cell, IMessage message) =>
        message is Wave { Closed: false } wave && cell.Entity is IslandEntity island ? wave with { W = island.State.WavesTaken } : message;
}

/// <summary>The result that comes is the oldest ticket's.</summary>
sealed class WithoutTicketNames : Meddling
{
    public override IMessage Hears(EntityCell cell, IMessage message) =>
        message is Evaluated result && cell.Entity is IslandEntity { State: { Plan: { } plan, Open: { IsEmpty: false } open } }
            ? result with { Key = open.First().Value.Question(plan, "", open.First().Key).Key } : message;
}

/// <summary>Each copy of a steer is another steer.</summary>
sealed class WithoutCommandIds : Meddling
{
    int copies;

    public override IMessage Hears(EntityCell cell, IMessage message) => message switch
    {
        SteerIsland steer => steer with { Command = new CommandId($"{steer.Command.Id}#{++copies}") },
        SteerAnswer answer => answer with { Command = People.Wish(answer.Command) },
        _ => message,
    };
}

/// <summary>An island goes on whatever its run says, or does not say any more.</summary>
sealed class WithoutPermits : Meddling
{
    public override IMessage Hears(EntityCell cell, IMessage message) =>
        message is Pull pull ? pull with { RunStep = long.MaxValue, Go = true } : message;

    public override void Ticks(EntityCell cell)
    {
        if (cell.Entity is IslandEntity { State.Plan: not null }) cell.Receive(new Pull(long.MaxValue, true, null), Nobody.Asks);
    }
}

/// <summary>Trainings inside the process leave no trace before they begin.</summary>
sealed class WithoutLeaveToStart : Meddling
{
    public override DeviceOptions Options(DeviceOptions options) => options with { IsIsolated = true };
}

/// <summary>Nobody watches the processes that were given leave.</summary>
sealed class WithoutWatching : Meddling
{
    public override bool IsGone(bool isGone) => false;
}

/// <summary>An island that is through the stop is held at once, not when the search has ended.</summary>
sealed class HoldingAtTheStop : Meddling
{
    readonly Dictionary<EntityId, IslandProgress> progress = [];

    public override IMessage Hears(EntityCell cell, IMessage message)
    {
        if (message is IslandProgress told && cell.Id is RunId run) progress[new IslandId(run.Run, told.Island)] = told;
        return message;
    }

    public override IMessage Asks(EntityCell cell, EntityId whom, IMessage message) =>
        message is Pull { Stop: { } stop } pull && progress.GetValueOrDefault(whom) is { } known && known.Through >= stop
            ? pull with { Go = false } : message;
}

/// <summary>An island tells its latest contenders, whatever the stop.</summary>
sealed class WithLatestContenders : Meddling
{
    readonly Dictionary<(string Run, int Island), EntityCell> islands = [];

    public override IMessage Hears(EntityCell cell, IMessage message)
    {
        if (cell.Id is IslandId island) islands[(island.Run, island.Number)] = cell;
        return message is IslandProgress told && cell.Id is RunId run && islands[(run.Run, told.Island)].Entity is IslandEntity teller
            ? told with { Contenders = teller.State.Contenders } : message;
    }
}

/// <summary>An island without elites publishes nothing.</summary>
sealed class WithoutEmptyWaves : Meddling
{
    public override IMessage? Hears(EntityCell cell, IMessage message) =>
        message is Wave { Closed: false, Elites.IsEmpty: true } ? null : message;
}

/// <summary>An island that ends says nothing of it.</summary>
sealed class WithoutClosedWaves : Meddling
{
    public override IMessage? Hears(EntityCell cell, IMessage message) => message is Wave { Closed: true } ? null : message;
}
