using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerActors.Tests.Histories;

/// <summary>The checker is only worth what it finds: each of these is a history that no run can have.</summary>
public sealed class HistoryCheckerTests
{
    static readonly string Island = IslandDecisions.Name(1);

    [Fact]
    public async Task The_history_of_a_run_that_keeps_its_promises_passes()
    {
        Assert.Empty(HistoryChecker.Check(await Sound()));
        Assert.Empty(HistoryChecker.Check(await Half()));
    }

    [Fact, Trait("guarantee", "G2")]
    public async Task A_missing_event_is_found() =>
        Finds("G2: run-1/island/1 goes from event 4 to 6", Journal(await Sound(), Island, j => j.RemoveAt(4)));

    [Fact, Trait("guarantee", "G6")]
    public async Task A_lost_end_is_found() =>
        Finds("G6: the head of run-1/island/1 is", Journal(await Sound(), Island, j => j.RemoveAt(j.Count - 1)));

    [Fact, Trait("guarantee", "G1")]
    public async Task A_turn_of_a_fenced_owner_is_found() =>
        Finds("G1: event 9 of run-1/island/1 has term 1 after 2", Journal(await Sound(), Island, j =>
        {
            for (var i = 0; i < 8; i++) j[i] = j[i] with { Term = new Term(2) };
        }));

    [Fact, Trait("guarantee", "G1")]
    public async Task Two_writers_in_one_term_are_found() =>
        Finds("G1: zombie and node-0 both wrote to run-1/run in term 1", Journal(await Sound(), "run", j => j[^1] = j[^1] with { TurnId = "zombie:1" }));

    [Fact, Trait("guarantee", "G3")]
    public async Task A_turn_that_happened_twice_is_found()
    {
        var sound = await Sound();
        Finds($"G3: turn {sound.Of(Island).Journal[0].TurnId} comes again", Journal(sound, Island, j => j[^1] = j[^1] with { TurnId = j[0].TurnId }));
    }

    [Fact, Trait("guarantee", "G5")]
    public async Task An_asker_that_was_told_twice_is_found()
    {
        var half = await Half();
        var told = Assert.IsType<Scored>(Events(half, Island).First(e => e is Scored));
        Finds($"G5: run-1/island/1 is told ticket:{told.Ticket} again", Mail(half, Island, m => m.Add(new MailboxRow(999, $"ticket:{told.Ticket}", MailboxRow.Result, default))));
    }

    [Fact, Trait("guarantee", "G5")]
    public async Task An_asker_that_is_never_told_is_found()
    {
        var half = await Half();
        var waits = half.Actors.First(a => a.Mail.Any(m => m.Type == MailboxRow.Result)).Actor.Id.Name;
        Finds("has 0 answers to ticket", Mail(half, waits, m => m.RemoveAll(r => r.Type == MailboxRow.Result)));
    }

    [Fact, Trait("guarantee", "G5")]
    public async Task Two_results_of_one_evaluation_are_found() =>
        Finds("G5: run-1/island/1 was told something else", await Sound() with { Result = _ => "another"u8.ToArray() });

    [Fact, Trait("guarantee", "G4")]
    public async Task A_wave_that_is_missing_is_found() =>
        Finds("G3: the waves of run-1/island/1 are not those", Waves(await Sound(), Island, w => w.RemoveAt(0)));

    [Fact, Trait("guarantee", "G4")]
    public async Task An_end_without_a_closed_wave_is_found()
    {
        var open = Waves(await Sound(), Island, w => w.RemoveAt(w.Count - 1));
        Finds("G3: the waves of run-1/island/1 are not those", open);
    }

    [Fact, Trait("guarantee", "G4")]
    public async Task A_report_that_is_lost_is_found()
    {
        var sound = await Sound();
        var before = sound.Of("run").Journal.Count(r => r.Type == nameof(Reported));
        Assert.True(before > 3);
        Finds("reports of island", Renumbered(sound, "run", j => j.RemoveAt(j.FindLastIndex(r => r.Type == nameof(Reported)))));
    }

    [Fact, Trait("guarantee", "G4")]
    public async Task A_message_from_a_turn_that_never_was_is_found() =>
        Finds("holds from:island/1:2:0, which no turn sent", Mail(await Half(), "run", m => m.Add(new MailboxRow(999, "from:island/1:2:0", "report", default))));

    static async Task<RunHistory> Sound()
    {
        var store = new InMemoryStore();
        await new ScriptedRun(store, Plans.Run).Work();
        return await RunHistory.Read(store, (await store.GetRun(ScriptedRun.Id))!);
    }

    /// <summary>A run at rest in its middle, with answers that nobody has taken yet.</summary>
    static async Task<RunHistory> Half()
    {
        var store = new InMemoryStore();
        var run = new ScriptedRun(store, Plans.Run);
        await run.Open("node");
        while (true)
        {
            await run.Move();
            var history = await RunHistory.Read(store, (await store.GetRun(ScriptedRun.Id))!);
            if (history.Actors.Any(a => a.Mail.Any(m => m.Type == MailboxRow.Result) && a.Actor.Kind == IslandLogic.Kind)
                && Events(history, Island).Any(e => e is Scored)) return history;
        }
    }

    static void Finds(string fault, RunHistory corrupted) => Assert.Contains(HistoryChecker.Check(corrupted), f => f.Contains(fault, StringComparison.Ordinal));

    static IEnumerable<IslandEvent> Events(RunHistory history, string island) =>
        history.Actors.Where(a => a.Actor.Id.Name == island).SelectMany(a => a.Journal).Select(r => IslandJson.Read(r.Type, r.Version, r.Data));

    static RunHistory Journal(RunHistory history, string actor, Action<List<JournalRecord>> corrupt)
    {
        List<JournalRecord> journal = [.. history.Of(actor).Journal];
        corrupt(journal);
        return With(history, actor, history.Of(actor) with { Journal = journal });
    }

    /// <summary>A journal from which something was cut so well that its numbers show nothing.</summary>
    static RunHistory Renumbered(RunHistory history, string actor, Action<List<JournalRecord>> corrupt)
    {
        var cut = Journal(history, actor, corrupt).Of(actor);
        return With(history, actor, cut with
        {
            Journal = [.. cut.Journal.Select((r, i) => r with { Seq = i + 1 })], Actor = cut.Actor with { Seq = cut.Journal.Count },
        });
    }

    static RunHistory Mail(RunHistory history, string actor, Action<List<MailboxRow>> corrupt)
    {
        List<MailboxRow> mail = [.. history.Of(actor).Mail];
        corrupt(mail);
        return With(history, actor, history.Of(actor) with { Mail = mail });
    }

    static RunHistory Waves(RunHistory history, string actor, Action<List<WaveRecord>> corrupt)
    {
        List<WaveRecord> waves = [.. history.Of(actor).Waves];
        corrupt(waves);
        return With(history, actor, history.Of(actor) with { Waves = waves });
    }

    static RunHistory With(RunHistory history, string actor, ActorHistory corrupted) =>
        history with { Actors = [.. history.Actors.Select(a => a.Actor.Id.Name == actor ? corrupted : a)] };
}
