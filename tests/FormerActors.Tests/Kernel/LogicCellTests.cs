using System.Collections.Immutable;
using System.Text;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerActors.Tests.Kernel;

[Trait("guarantee", "G4")]
public sealed class LogicCellTests
{
    static readonly ActorId Actor = new(new("r"), "reader");

    readonly InMemoryStore store = new(new ManualTime());

    [Fact]
    public async Task What_was_read_ahead_is_taken_in_order_and_once()
    {
        var cell = await Own();
        await Post("urgent", "t1", "t0", "t2");
        Assert.Equal(["urgent", "t0", "t1"], await Taken(cell, 3));
        await Post("urgent", "t3");
        Assert.Equal(["urgent", "t0", "t1", "t2", "urgent", "t3"], await Taken(cell, 3));

        Assert.Equal(CellStep.Idle, await cell.Step((await store.GetRun(Actor.Run))!));
        Assert.Empty(await store.Mailbox(Actor, 9));
    }

    async Task<LogicCell<ImmutableList<string>, string>> Own()
    {
        var node = new NodeId("me");
        await store.Found(new(Actor.Run, "r", "", "", [new(Actor.Name, "reader")]));
        await store.Join(new(node, "n", "boot", 1, 1, "{}"), TimeSpan.FromHours(1));
        var cell = new LogicCell<ImmutableList<string>, string>(new Reader(), store, (await store.TakeOver(node, [Actor]))[0], new NodeTurnIds("me"));
        await cell.Recover();
        return cell;
    }

    async Task Post(params string[] keys)
    {
        foreach (var key in keys) await store.Post(Actor, key, "M", new byte[1]);
    }

    async Task<ImmutableList<string>> Taken(LogicCell<ImmutableList<string>, string> cell, int steps)
    {
        for (var i = 0; i < steps; i++) Assert.Equal(CellStep.Moved, await cell.Step((await store.GetRun(Actor.Run))!));
        return cell.State;
    }

    /// <summary>Takes what is urgent, else t0, t1, t2, …, and keeps the keys that it took.</summary>
    sealed class Reader : IActorLogic<ImmutableList<string>, string>
    {
        public ImmutableList<string> Initial => [];

        public int SnapshotFormat => 1;

        public Awaiting Next(ImmutableList<string> state, RunRecord run)
        {
            var next = state.Count(key => key != "urgent");
            return new Awaiting { Keys = ["urgent", $"t{next}"], Soon = [$"t{next + 1}", $"t{next + 2}"] };
        }

        public Decision<string> Decide(ImmutableList<string> state, Input input) => new([((MessageInput)input).Key]);

        public ImmutableList<string> Apply(ImmutableList<string> state, string happened) => state.Add(happened);

        public NewEvent Write(string happened) => new("Took", 1, Encoding.UTF8.GetBytes(happened));

        public string Read(JournalRecord record) => Encoding.UTF8.GetString(record.Data.Span);

        public ReadOnlyMemory<byte> Save(ImmutableList<string> state) => Encoding.UTF8.GetBytes(string.Join(' ', state));

        public ImmutableList<string> Load(ReadOnlyMemory<byte> snapshot) => [.. Encoding.UTF8.GetString(snapshot.Span).Split(' ')];
    }
}
