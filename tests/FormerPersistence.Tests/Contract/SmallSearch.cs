using System.Globalization;
using System.Text;

namespace LossActors.FormerPersistence.Tests.Contract;

/// <summary>
/// Two islands that ask, wait for the answer, tell each other, and one device: as small as a search gets. It knows nothing but the
/// store, so any process can go on with it.
/// </summary>
sealed class SmallSearch(IStore store, NodeId me)
{
    const int Births = 4;
    public static readonly RunId Run = new("small");

    static readonly string[] Islands = ["island/0", "island/1"];

    public static async Task<string[]> Decisions(IStore store)
    {
        var lines = new List<string>();
        foreach (var island in Islands)
        {
            await foreach (var e in store.Journal(new(Run, island)))
                lines.Add($"{island} {e.Seq} {Text(e.Data)}");
            lines.AddRange((await store.Mailbox(new(Run, island), 100)).Select(m => $"{island} has {m.Key}"));
        }

        return [.. lines, (await store.GetRun(Run))!.State.ToString(), (await store.Totals(Run)).ToString()];
    }

    public async Task GoOn()
    {
        await store.Found(new(Run, "small", "", "", [.. Islands.Select(i => new NewActor(i, "island"))]));
        foreach (var gone in await store.Nodes())
            await store.DeclareDead(gone.Info.Id, lostWorkIsSuspect: false);
        await store.Join(new(me, "test", "boot", 1, 1, "{}"), TimeSpan.FromSeconds(15));
        while ((await store.Ownerless()).Count > 0)
        {
            foreach (var lease in await store.TakeOver(me, [.. (await store.Ownerless()).Select(a => a.Id)]))
                await Live(lease);
        }

        if ((await store.GetRun(Run))!.State != RunState.Ended)
            await store.SetRunState(Run, RunState.Ended);
    }

    async Task Live(ActorLease actor)
    {
        var births = 0;
        await foreach (var _ in store.Journal(actor.Id))
            births++;
        for (; births < Births; births++)
        {
            var answer = births == 0 ? [] : await Answer(actor.Id, $"ticket:{births - 1}");
            var heard = string.Concat(answer.Select(m => Text(m.Data)));
            var other = Islands[1 - Array.IndexOf(Islands, actor.Id.Name)];
            var work = new WorkId((births / 2).ToString("x64", CultureInfo.InvariantCulture));
            var born = new NewEvent("Born", 1, Bytes($"born {births} after {heard}"));
            var turn = new Turn(actor.Id, births, actor.Term, $"{me}/{actor.Id.Name}/{births}", [born])
            {
                Consumed = [.. answer.Select(m => m.Id)],
                Messages = [new(other, "Hello", Bytes($"{births}"))],
                Asks = [new(work, "c", Bytes($"request {births / 2}"), births, $"ticket:{births}")],
                Waves = [new(births, births == Births - 1, Bytes("elites"))],
                Status = births == Births - 1 ? ActorStatus.Ended : null,
            };
            Assert.Equal(TurnOutcome.Committed, await store.Commit(turn));
        }
    }

    async Task<IReadOnlyList<MailboxRow>> Answer(ActorId island, string key)
    {
        while (true)
        {
            if (await store.Mailbox(island, [key]) is { Count: > 0 } rows)
                return rows;
            foreach (var work in await store.Claim(me, ["c"], 1))
                await store.Record(work.Work, Bytes($"result of {Text(work.Request)}"), new(1, me, "cpu"));
        }
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static string Text(ReadOnlyMemory<byte> data) => Encoding.UTF8.GetString(data.Span);
}
