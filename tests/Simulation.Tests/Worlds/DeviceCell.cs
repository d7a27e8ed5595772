using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// A process's device, whose lanes train for virtual seconds: inside the process, which a deadly loss ends, or in children, which it
/// ends alone.
/// </summary>
sealed class DeviceCell : IDeviceWorld, ILanes, IAsker
{
    readonly Process process;
    readonly World world;
    readonly DeviceOptions options;
    readonly DeviceCore core;
    readonly Dictionary<EvaluationKey, Training> trainings = [];

    public DeviceCell(Process process)
    {
        (this.process, world) = (process, process.World);
        options = new DeviceOptions
        {
            Name = "cpu", Node = $"{process.Machine}", Process = process.Incarnation, Lanes = world.Chance.Number(1, 4),
            ArithmeticClass = process.Machine.ArithmeticClass, IsIsolated = process.Machine.IsIsolated,
        };
        core = new DeviceCore(world.Meddling.Options(options), this, this);
        process.Every(Patience.Tick, () => true, () => core.Tick(process.Now));
    }

    public bool HasEnded { get; private set; }

    bool IDeviceWorld.IsUp => process.BelievesUp;

    public void Drain() => core.Drain();

    void IAsker.Answer(IMessage answer)
    {
        var carried = world.Wire(answer);
        world.Network.Send(() => process.Run(() =>
        {
            world.Trace($"{process} device <- {Words.Of(carried)}");
            core.Receive(carried, process.Now);
        }));
    }

    void IDeviceWorld.Ask(EntityId whom, IMessage question)
    {
        if (world.Meddling.Asks(this, question) is { } asked) process.Ask(whom, asked, this);
    }

    void IDeviceWorld.TellDispatcher(IMessage message)
    {
        if (world.Meddling.Tells(this, message) is { } told) process.TellDispatcher(told, this);
    }

    void IDeviceWorld.Ended(string? reason)
    {
        HasEnded = true;
        if (reason is not null) process.Leave();
    }

    void ILanes.Start(EvaluationKey key, EvaluationRequest request, bool alone)
    {
        if (trainings.ContainsKey(key)) throw new GuaranteeBrokenException($"{process} trains {key} in two lanes");
        if (trainings.Count == options.Lanes) throw new GuaranteeBrokenException($"{process} trains {key} in a lane that it does not have");
        var training = trainings[key] = new Training(key, request, alone || options.IsIsolated);
        world.Trace($"{process} trains {key}{(training.IsInChild ? " in a child" : "")}");
        world.Ledger.Began(key);
        world.After(world.Chance.Seconds(0.3, world.LongestTraining.TotalSeconds), () => process.Run(() => End(training)));
    }

    void ILanes.Cancel(EvaluationKey key)
    {
        if (!trainings.TryGetValue(key, out var training)) return;
        world.After(world.Chance.Seconds(0.01, 0.3), () => process.Run(() => Say(training, new TrainingInterrupted(key))));
    }

    void IDisposable.Dispose()
    {
    }

    void End(Training training)
    {
        if (!trainings.ContainsValue(training)) return;
        var key = training.Key;
        if (world.Ledger.Kills(key, training.IsInChild))
        {
            // Each child ends in words of its own, which must not find their way into a result.
            if (training.IsInChild) Say(training, new TrainingDied(key, $"The child of {process.Incarnation} ended."));
            else process.Crash($"trained {key}");
        }
        else if (training.IsInChild && world.Chance.Strikes(Fault.BystandersAreKilled, 0.3) && world.Ledger.MayBeKilled(key))
        {
            Say(training, new TrainingDied(key, "Somebody killed the child."));
        }
        else if (world.Chance.Strikes(Fault.DevicesFail, 0.01))
        {
            Say(training, new TrainingFailed(key, "The card fell off the bus."));
        }
        else
        {
            var result = world.Results.Of(key, training.Request.Purpose).ToJson();
            Say(training, new TrainingEnded(key, new CanonicalJson(result), world.Chance.Seconds(1, 2).TotalSeconds));
        }
    }

    void Say(Training training, LaneOutcome outcome)
    {
        if (!trainings.ContainsValue(training)) return;
        trainings.Remove(training.Key);
        world.Trace($"{process} lane: {outcome.GetType().Name} {outcome.Key}");
        core.Receive(outcome, process.Now);
    }

    sealed class Training(EvaluationKey key, EvaluationRequest request, bool isInChild)
    {
        public EvaluationKey Key => key;

        public EvaluationRequest Request => request;

        public bool IsInChild => isInChild;
    }
}
