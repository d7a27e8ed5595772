using LossActors.Actors.Devices;
using LossActors.Actors.Kernel;
using LossActors.Host.Commands;
using LossActors.Host.RunFiles;
using LossActors.Models.Training;
using LossActors.Persistence;
using LossActors.Torch;
using Microsoft.Extensions.Logging;

namespace LossActors.Host.Running;

/// <summary>The devices of this machine, as the settings want them.</summary>
static class DeviceSet
{
    /// <summary>A child that makes no step for so long is killed.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>One actor for the CPU, one for each CUDA card. Runs each device's probe training.</summary>
    /// <exception cref="TorchUnavailableException">libtorch or the bridge to it is missing.</exception>
    public static IReadOnlyList<DeviceActor> Open(
        DeviceSettings settings, ArithmeticMode arithmetic, IStore store, Func<NodeId> me, TimeProvider time, ILoggerFactory logs)
    {
        // The instruction sets are chosen when libtorch loads, so this comes before anything else of it.
        if (arithmetic == ArithmeticMode.Portable) ArithmeticClass.PinPortable();
        var cards = settings.Cards ?? [.. Enumerable.Range(0, torch.cuda.device_count())];
        var devices = cards.Select(card => Open($"cuda:{card}", settings.LanesPerCard)).ToList();
        var cpuLanes = settings.CpuLanes ?? (devices.Count == 0 ? Environment.ProcessorCount : 0);
        if (cpuLanes > 0) devices.Add(Open("cpu", cpuLanes));
        return devices;

        DeviceActor Open(string name, int lanes)
        {
            var options = new DeviceOptions
            {
                Name = name,
                Lanes = lanes,
                ArithmeticClass = arithmetic == ArithmeticMode.Any ? "any" : ArithmeticClass.Probe(name),
                AuditEvery = settings.AuditEvery,
            };
            var isolate = settings.Isolate ?? name != "cpu";
            return new DeviceActor(store, options, () => isolate ? Isolated() : new Trainer(name), Isolated, me, time, logs.CreateLogger(name));

            ChildEvaluator Isolated() => new(LaneCommand.Line(name, arithmetic == ArithmeticMode.Portable), Silence);
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
}
