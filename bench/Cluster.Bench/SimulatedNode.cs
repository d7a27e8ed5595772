using LossActors.FormerActors.Devices;
using LossActors.FormerActors.Kernel;
using LossActors.Host.Running;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging;

namespace LossActors.Cluster.Bench;

/// <summary>A node as the program runs it, with its own connections to the journal, whose cards only wait.</summary>
sealed class SimulatedNode(IStore store, Engine engine, IReadOnlyList<WaitingEvaluator> cards, CancellationTokenSource stop) : IAsyncDisposable
{
    readonly Task working = Task.Run(() => engine.Run(stop.Token));

    public IReadOnlyList<WaitingEvaluator> Cards => cards;

    public static async Task<SimulatedNode> Join(ClusterOptions options, JournalAddress journal, CallMeter meter, ILoggerFactory logs)
    {
        IStore store = new MeteredStore(await Journals.Open(journal, JournalAccess.Existing), meter);
        var cards = Enumerable.Range(0, options.Cards).Select(_ => new WaitingEvaluator(options.Job)).ToList();
        Membership? membership = null;
        var devices = cards.Select((card, i) => new DeviceActor(
            store, new DeviceOptions { Name = $"simulated:{i}", Lanes = 1, ArithmeticClass = "simulated" }, () => card, () => card,
            () => membership!.Me.Id, TimeProvider.System, logs.CreateLogger("device"))).ToList();
        var engineOptions = new EngineOptions(new MembershipOptions(), null, HostsActors: true);
        // Each on a machine of its own, as far as the others can tell.
        var boot = Guid.NewGuid().ToString();
        membership = new Membership(
            store, () => DeviceSet.Describe(devices, null, hostsActors: true) with { BootId = boot }, engineOptions.Membership, TimeProvider.System);
        return new SimulatedNode(
            store, new Engine(store, engineOptions, devices, membership, TimeProvider.System, logs), cards, new CancellationTokenSource());
    }

    public void Stop() => stop.Cancel();

    /// <summary>Ends when the node has left.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await working;
        await store.DisposeAsync();
        stop.Dispose();
    }
}
