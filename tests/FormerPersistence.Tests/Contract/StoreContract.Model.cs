using FsCheck;
using FsCheck.Fluent;

namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    /// <summary>How many command sequences are tried; a store that syncs a disk tries fewer.</summary>
    protected virtual int Sequences => 200;

    /// <summary>Random commands to the store and to the model: each answer and what is left at the end are the same.</summary>
    [Fact]
    [Trait("guarantee", "G1")]
    [Trait("guarantee", "G2")]
    [Trait("guarantee", "G4")]
    [Trait("guarantee", "G5")]
    public async Task The_store_does_what_the_model_says()
    {
        var commands = Gen.Choose(0, 255).Three().Select(t => new Command(t.Item1, t.Item2, t.Item3)).ListOf().Resize(60);
        var runs = 0;
        var property = Prop.ForAll(
            Arb.From(commands, ShrinkByLeavingOut),
            sequence => Obeys(runs++, [.. sequence]).AsTask().GetAwaiter().GetResult());
        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithStartSize(60).WithEndSize(60), property));
    }

    static IEnumerable<List<Command>> ShrinkByLeavingOut(List<Command> sequence)
    {
        for (var part = sequence.Count / 2; part > 0; part /= 2)
        {
            for (var from = 0; from + part <= sequence.Count; from += part)
                yield return [.. sequence.Take(from), .. sequence.Skip(from + part)];
        }
    }

    /// <summary>Each sequence lives in a run of its own; work ids and node ids carry its number.</summary>
    async ValueTask<bool> Obeys(int number, Command[] commands)
    {
        var run = new RunId($"model-{number}");
        var actors = new[] { new ActorId(run, "0"), new ActorId(run, "1") };
        var model = new Model();
        string[] classes = [$"class-{number}"];
        WorkId WorkOf(int k) => new($"{number:x}-{k}");
        NodeId NodeOf(int n) => new($"{run}/{model.Node(n)}");

        await Store.Found(new(run, run.Value, "", "", [new("0", "island"), new("1", "island")]));
        await Store.Join(Node(NodeOf(0)), Lease);
        await Store.Join(Node(NodeOf(1)), Lease);
        for (var i = 0; i < commands.Length; i++)
        {
            var (what, x, y) = commands[i];
            var (a, n, k) = (x % 2, y % 2, x % 4);
            var actor = model.Actors[a];
            var term = actor.Term - (y % 8 == 7 ? 1 : 0);
            switch (what % 16)
            {
                case 0 or 1:
                    var lease = (await Store.TakeOver(NodeOf(n), [actors[a]])).SingleOrDefault();
                    Assert.Equal(model.TakeOver(a, n), lease?.Term.Value);
                    Assert.Equal(lease?.Seq ?? actor.Journal.Count, actor.Journal.Count);
                    break;
                case 2:
                    await Store.DeclareDead(NodeOf(n), x % 2 == 0);
                    model.Die(n, x % 2 == 0);
                    await Store.Join(Node(NodeOf(n)), Lease);
                    break;
                case 3:
                    var park = x % 4 == 0;
                    var released = park ? await Store.Park(actors[a], new(term), "parked") : await Store.Release(actors[a], new(term));
                    Assert.Equal(model.Release(a, term, park), released);
                    break;
                case 4:
                    Assert.Equal(model.Actors.Count(m => m.Parked), await Store.Unpark(run));
                    Array.ForEach(model.Actors, m => m.Parked = false);
                    break;
                case 5 or 6:
                    var claimed = (await Store.Claim(NodeOf(n), classes, 1)).SingleOrDefault();
                    var expected = model.Claim(n);
                    Assert.Equal(expected is { } e ? WorkOf(e) : null, claimed?.Work);
                    var history = expected is { } w ? (model.Work[w].Unwitnessed, model.Work[w].Deaths) : (0, 0);
                    Assert.Equal(history, (claimed?.Unwitnessed ?? 0, claimed?.Deaths ?? 0));
                    break;
                case 7 or 8:
                    Assert.Equal(model.Record(k, $"{y % 2}"), await Store.Record(WorkOf(k), Bytes($"{y % 2}"), Meta));
                    break;
                case 9:
                    Assert.Equal(model.Died(k, n, y % 4), await Store.Died(WorkOf(k), NodeOf(n), y % 4, Bytes("verdict")));
                    break;
                case 10:
                    await Store.Return(WorkOf(k), NodeOf(n));
                    model.Return(k, n);
                    break;
                default:
                    var seq = actor.Journal.Count + (y % 16 == 5 ? 1 : y % 16 == 6 ? -1 : 0);
                    var consume = y % 3 == 0;
                    int? ask = y % 4 < 2 ? (x / 2) % 4 : null;
                    var mail = consume ? (await Store.Mailbox(actors[a], 1)).SingleOrDefault()?.Id ?? -1 : 0;
                    var turn = new Turn(actors[a], seq, new(term), NewTurnId(), [Event($"{i}")])
                    {
                        Consumed = consume ? [mail] : [],
                        Messages = [new($"{1 - a}", "M", Bytes($"{i}"))],
                        Asks = ask is { } asked ? [new(WorkOf(asked), classes[0], Bytes("r"), seq % 3, $"ticket:{seq}")] : [],
                    };
                    Assert.Equal(model.Commit(a, seq, term, consume, ask, $"{i}"), await Store.Commit(turn));
                    break;
            }
        }

        await ExpectWhatTheModelHas(model, actors, run);
        return true;
    }

    async Task ExpectWhatTheModelHas(Model model, ActorId[] actors, RunId run)
    {
        for (var a = 0; a < 2; a++)
        {
            var (expected, record) = (model.Actors[a], await RecordOf(actors[a]));
            Assert.Equal(expected.Journal, await JournalOf(actors[a]));
            Assert.Equal(expected.Mail.Select(m => $"{m.Key}={m.Data}"), await MailOf(actors[a]));
            Assert.Equal((expected.Term, expected.Journal.Count), (record.Term.Value, record.Seq));
            Assert.Equal(expected.Parked, record.Status == ActorStatus.Parked);
        }

        var totals = await Store.Totals(run);
        long Count(string state) => model.Work.LongCount(w => w.State == state);
        Assert.Equal((Count("ready"), Count("leased")), (totals.Ready, totals.Leased));
        Assert.Equal((Count("done"), Count("poison")), (totals.Done, totals.Poison));
    }

    sealed record Command(int What, int X, int Y);
}
