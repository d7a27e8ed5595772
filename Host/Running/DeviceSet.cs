using LossActors.Actors.Devices;
using LossActors.Actors.Trials;
using LossActors.Host.Configuration;
using LossActors.Host.Nodes;
using LossActors.Host.Reproduction.Published;
using LossActors.Host.RunFiles;
using LossActors.Learning.Tensors;
using LossActors.Learning.Training;
using TorchSharp;

namespace LossActors.Host.Running;

/// <summary>
/// The devices of this machine, as the settings want them. They are probed on a thread of their own from the moment this is made, because
/// loading libtorch and the probe trainings take about as long as all else of a start.
/// </summary>
sealed class DeviceSet : IAsyncDisposable
{
    /// <summary>The command by which this program trains as a child of itself.</summary>
    public const string LaneCommand = "lane";

    /// <summary>A child that makes no step for so long is killed.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    readonly DeviceSettings settings;
    readonly ArithmeticMode arithmetic;
    readonly Task<IReadOnlyList<OfferedDevice>> probing;
    Task rehearsing = Task.CompletedTask;

    public DeviceSet(MachineSettings machine)
    {
        (settings, arithmetic) = (machine.Devices, machine.Arithmetic);
        // The instruction sets are chosen when libtorch loads, so this comes before anything else of it.
        if (arithmetic == ArithmeticMode.Portable) ArithmeticClass.PinPortable();
        probing = machine.Node.Devices
            ? Task.Factory.StartNew(Probe, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : Task.FromResult<IReadOnlyList<OfferedDevice>>([]);
    }

    /// <summary>One for each CUDA card, and one for the CPU; once what is to be founded was tried.</summary>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    /// <inheritdoc cref="Rehearsals.Try" path="/exception"/>
    public Task<IReadOnlyList<OfferedDevice>> Offered => AfterRehearsal();

    public int AuditEvery => settings.AuditEvery;

    /// <summary>
    /// Tries what is to be founded, beside the probe. A node waits for its devices before it joins: what fails here is not founded.
    /// </summary>
    /// <inheritdoc cref="Rehearsals.Try"/>
    public Task<(IReadOnlyList<Entrant> Tried, IReadOnlyList<Entrant> Diverged)> Rehearse(
        Founding founding, string path, CancellationToken cancel)
    {
        var trying = Task.Factory.StartNew(
            () => Rehearsals.Try(founding, path, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        rehearsing = trying;
        return trying;
    }

    /// <summary>Gives a node all devices of this machine.</summary>
    public async Task AddTo(ClusterNode node)
    {
        foreach (var device in await probing)
        {
            var options = new DeviceOptions
            {
                Name = device.Device, Node = Environment.MachineName, Process = node.Process, Lanes = device.Lanes,
                ArithmeticClass = device.ArithmeticClass, IsIsolated = settings.Isolate ?? device.Device != "cpu",
            };
            node.Add(options, report => new ThreadLanes(options, () => NewTrainer(options.Name), Isolated, report, TimeProvider.System));

            ChildEvaluator Isolated() => new(
                ChildLine(options.Name), new Watchdog(TimeSpan.FromSeconds(10), Silence), TimeProvider.System);
        }
    }

    /// <summary>How this program starts itself as a child.</summary>
    IReadOnlyList<string> ChildLine(string device)
    {
        var program = Environment.ProcessPath!;
        var isShared = Path.GetFileNameWithoutExtension(program) == "dotnet";
        IEnumerable<string> self = isShared ? [program, typeof(DeviceSet).Assembly.Location] : [program];
        string[] mode = arithmetic == ArithmeticMode.Portable ? ["--portable"] : [];
        return [.. self, LaneCommand, "--device", device, .. mode];
    }

    /// <summary>Waits for probe and rehearsal: a process must not end inside libtorch.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(probing, rehearsing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    async Task<IReadOnlyList<OfferedDevice>> AfterRehearsal()
    {
        await rehearsing;
        return await probing;
    }

    IReadOnlyList<OfferedDevice> Probe()
    {
        Libtorch.Require();
        var cards = settings.Cards ?? [.. Enumerable.Range(0, torch.cuda.device_count())];
        if (cards.Where(c => c >= torch.cuda.device_count()).Select(c => (int?)c).FirstOrDefault() is { } missing)
        {
            throw new ConfigurationException(
                "devices.cuda.cards",
                $"names card {missing}, and this machine has {torch.cuda.device_count()}, counted from 0; lossactors devices lists them");
        }

        var devices = cards.Select(card => Device($"cuda:{card}", settings.LanesPerCard)).ToList();
        var cpuLanes = settings.CpuLanes ?? (devices.Count == 0 ? Environment.ProcessorCount : 0);
        if (cpuLanes > 0) devices.Add(Device("cpu", cpuLanes));
        return devices;
    }

    /// <summary>Called on the lane's thread.</summary>
    static ExperimentEvaluator NewTrainer(string device)
    {
        if (device == "cpu") LaneThread.GiveWay();
        return new ExperimentEvaluator(device);
    }

    OfferedDevice Device(string name, int lanes) =>
        new(name, lanes, arithmetic == ArithmeticMode.Any ? "any" : ArithmeticClass.Probe(name));
}
