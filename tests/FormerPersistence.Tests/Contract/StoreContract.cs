using System.Text;

namespace LossActors.FormerPersistence.Tests.Contract;

/// <summary>What every store promises. One class for all of them, so that none can mean something else.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    protected static readonly NodeId Me = new("node-1");
    protected static readonly NodeId Other = new("node-2");
    protected static readonly RunId Run = new("run-a");
    protected static readonly ActorId Island = new(Run, "island/0");
    protected static readonly ActorId Neighbour = new(Run, "island/1");
    protected static readonly WorkMeta Meta = new(1.5, Me, "cpu");

    static int turns;

    protected IStore Store { get; set; } = null!;

    /// <summary>What the store calls around each write.</summary>
    protected WriteHook? Hook { get; set; }

    protected abstract ValueTask<IStore> Open();

    /// <summary>What a new process finds.</summary>
    protected virtual async ValueTask Reopen()
    {
        await Store.DisposeAsync();
        Store = await Open();
    }

    /// <summary>Moves the store's clock.</summary>
    protected abstract ValueTask PassTime(TimeSpan time);


    public virtual async ValueTask InitializeAsync()
    {
        Store = await Open();
        await Store.Found(new(Run, "first", "config", "print", [new(Island.Name, "island"), new(Neighbour.Name, "island")]));
        await Store.Join(Node(Me), Lease);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static NodeInfo Node(NodeId id) => new(id, $"host of {id}", "boot", 42, 4242, "{}");

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(ReadOnlyMemory<byte> data) => Encoding.UTF8.GetString(data.Span);

    protected static NewEvent Event(string text) => new("Happened", 1, Bytes(text));

    protected static WorkId Work(int number) => new(number.ToString("x64"));

    protected static WorkAsk Ask(int work, string key, long priority = 0, string @class = "c") =>
        new(Work(work), @class, Bytes($"request {work}"), priority, key);

    protected static string NewTurnId() => $"turn-{Interlocked.Increment(ref turns)}";

    /// <summary>A turn of one event at the head that the lease knows.</summary>
    protected static Turn TurnOf(ActorLease owned, params ReadOnlySpan<string> events) =>
        new(owned.Id, owned.Seq, owned.Term, NewTurnId(), events.Length == 0 ? [Event("e")] : [.. events.ToArray().Select(Event)]);

    protected async Task<ActorLease> Own(ActorId actor, NodeId? node = null) => Assert.Single(await Store.TakeOver(node ?? Me, [actor]));

    /// <summary>Commits, and returns the lease at the new head.</summary>
    protected async Task<ActorLease> Commit(Turn turn, ActorLease owned)
    {
        Assert.Equal(TurnOutcome.Committed, await Store.Commit(turn));
        return owned with { Seq = owned.Seq + turn.Events.Count };
    }

    protected async Task<ActorLease> AskFor(ActorLease owned, params WorkAsk[] asks) =>
        await Commit(TurnOf(owned) with { Asks = asks }, owned);

    protected async Task<WorkLease> ClaimOne(NodeId? node = null) => Assert.Single(await Store.Claim(node ?? Me, ["c"], 1));

    protected async Task<string[]> JournalOf(ActorId actor, long after = 0)
    {
        var texts = new List<string>();
        await foreach (var record in Store.Journal(actor, after))
            texts.Add(Text(record.Data));
        return [.. texts];
    }

    protected async Task<string[]> MailOf(ActorId actor) =>
        [.. (await Store.Mailbox(actor, 1000)).Select(m => $"{m.Key}={Text(m.Data)}")];

    protected async Task<ActorRecord> RecordOf(ActorId actor) => (await Store.Actors(actor.Run)).Single(a => a.Id == actor);

    protected async Task<ActorLease> SecondRun(string id = "run-b", string name = "second")
    {
        var run = new RunId(id);
        Assert.True(await Store.Found(new(run, name, "config", "print", [new("island/0", "island")])));
        return await Own(new(run, "island/0"));
    }
}
