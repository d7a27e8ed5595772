using LossActors.FormerActors.Devices;
using LossActors.FormerActors.Kernel;
using LossActors.Host.Commands;
using LossActors.Host.RunFiles;
using LossActors.Learning.Tensors;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace LossActors.Host.Running;

/// <summary>
/// The devices of this machine, as the settings want them. They are probed on a thread of their own from the moment this is made,
/// because loading libtorch and the probe trainings take about as long as all else of a start.
/// </summary>
sealed class DeviceSet : IAsyncDisposable
{
    /// <summary>A child that makes no step for so long is killed.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    readonly DeviceSettings settings;
    readonly ArithmeticMode arithmetic;
    readonly Task<IReadOnlyList<DeviceOptions>> probing;

    public DeviceSet(NodeSettings node, DeviceSettings settings, ArithmeticMode arithmetic)
    {
        (this.settings, this.arithmetic) = (settings, arithmetic);
        // The instruction sets are chosen when libtorch loads, so this comes before anything else of it.
        if (arithmetic == ArithmeticMode.Portable) ArithmeticClass.PinPortable();
        probing = node.Devices ? Task.Factory.StartNew(Probe, TaskCreationOptions.LongRunning) : Task.FromResult<IReadOnlyList<DeviceOptions>>([]);
    }

    /// <summary>One actor for the CPU, one for each CUDA card.</summary>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public async Task<IReadOnlyList<DeviceActor>> Open(IStore store, Func<NodeId> me, TimeProvider time, ILoggerFactory logs)
    {
        return [.. (await probing).Select(Actor)];

        DeviceActor Actor(DeviceOptions options)
        {
            var isolate = settings.Isolate ?? options.Name != "cpu";
            return new(store, options, () => isolate ? Isolated() : new Trainer(options.Name), Isolated, me, time, logs.CreateLogger(options.Name));

            ChildEvaluator Isolated() => new(LaneCommand.Line(options.Name, arithmetic == ArithmeticMode.Portable), Silence);
        }
    }

    /// <summary>What this process offers a cluster.</summary>
    public static NodeInfo Describe(IReadOnlyList<DeviceActor> devices, RunId? onlyRun, bool hostsActors)
    {
        var capacity = new NodeCapacity(
            hostsActors, devices.Sum(d => d.Options.Lanes), string.Join(", ", devices.Select(d => $"{d.Options.Name} × {d.Options.Lanes}")),
            devices.Count > 0 ? devices[0].Options.ArithmeticClass : null, onlyRun?.Value);
        return new NodeInfo(
            new NodeId(Guid.NewGuid().ToString("N")), Environment.MachineName, LocalProcess.BootId, Environment.ProcessId,
            LocalProcess.StartTime(Environment.ProcessId) ?? 0, capacity.ToJson());
    }

    /// <summary>Waits for the probe: a process must not end inside libtorch.</summary>
    public async ValueTask DisposeAsync() => await ((Task)probing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    IReadOnlyList<DeviceOptions> Probe()
    {
        Libtorch.Require();
        var cards = settings.Cards ?? [.. Enumerable.Range(0, torch.cuda.device_count())];
        var devices = cards.Select(card => Device($"cuda:{card}", settings.LanesPerCard)).ToList();
        var cpuLanes = settings.CpuLanes ?? (devices.Count == 0 ? Environment.ProcessorCount : 0);
        if (cpuLanes > 0) devices.Add(Device("cpu", cpuLanes));
        return devices;
    }

    DeviceOptions Device(string name, int lanes) => new()
    {
        Name = name,
        Lanes = lanes,
        ArithmeticClass = arithmetic == ArithmeticMode.Any ? "any" : ArithmeticClass.Probe(name),
        AuditEvery = settings.AuditEvery,
    };
}
