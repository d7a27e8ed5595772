using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;

namespace LossActors.Cluster.Tests.Histories;

/// <summary>The checker is only worth what it finds: each of these is a history that no run can have.</summary>
public sealed class HistoryCheckerTests
{
    static readonly IslandId Island = new("small", 1);
    static readonly RunId Run = new("small");

    [Fact]
    public async Task The_history_of_a_run_that_keeps_its_promises_passes() => Assert.Empty(HistoryChecker.Check(await Sound()));

    [Fact, Trait("guarantee", "G2")]
    public async Task A_missing_event_is_found() =>
        Finds("G2: island/small/1 goes from event 4 to 6", With(await Sound(), Island, j => j.RemoveAt(4)));

    [Fact, Trait("guarantee", "G1")]
    public async Task A_step_that_two_processes_wrote_is_found()
    {
        var sound = await Sound();
        var steps = sound.Of(Island).Select(w => w.Journaled.Step).ToList();
        var second = Enumerable.Range(1, steps.Count - 1).First(i => steps[i] == steps[i - 1]);
        var others = sound.Of(Island)[second].Journaled with { Process = new("other") };
        Finds("G1: ", With(sound, Island, j => j[second] = j[second] with { Journaled = others }));
    }

    [Fact, Trait("guarantee", "G3")]
    public async Task A_step_that_is_missing_is_found() => Finds(
        "G3: island/small/1 goes from step 3 to 5",
        With(await Sound(), Island, j => j.RemoveAll(w => w.Journaled.Step == 4), renumber: true));

    [Fact, Trait("guarantee", "G5")]
    public async Task An_island_that_was_told_something_else_is_found()
    {
        var sound = await Sound();
        var other = sound.Events<Scored>(Island).Last().Result;
        Finds("G5: island/small/1 was told", With(sound, Island, j => Change<Scored>(j, e => e with { Result = other })));
    }

    [Fact, Trait("guarantee", "G5")]
    public async Task An_island_that_was_told_twice_is_found() => Finds(
        "G5: island/small/1 was told ticket", With(await Sound(), Island, j => Repeat<Scored>(j), renumber: true));

    [Fact, Trait("guarantee", "G5")]
    public async Task A_run_that_was_told_something_else_is_found() => Finds(
        "G5: run/small was told", With(await Sound(), Run, j => Change<Answered>(j, e => e with { Result = new("{}") })));

    [Fact, Trait("guarantee", "G5")]
    public async Task Two_results_of_one_evaluation_are_found()
    {
        var sound = await Sound();
        Finds("has a second result on record", With(sound, sound.Evaluations.First(), j => Repeat<Done>(j), renumber: true));
    }

    [Fact, Trait("guarantee", "G5")]
    public async Task A_suspicion_that_counts_twice_is_found()
    {
        var sound = await Sound();
        Finds("suspects", With(sound, sound.Evaluations.First(), j => Before<Done>(j, new Suspected(0, new("nobody"))), renumber: true));
    }

    [Fact, Trait("guarantee", "G4")]
    public async Task A_wave_that_is_missing_is_found()
    {
        var sound = await Sound();
        Finds(
            "as it was never published",
            With(sound, Island, j => j.RemoveAll(w => w.Journaled.Event is WavePublished { W: 0 }), renumber: true));
    }

    [Fact, Trait("guarantee", "G4")]
    public async Task A_wave_that_was_taken_otherwise_than_published_is_found() => Finds(
        "as it was never published", With(await Sound(), Island, j => Change<WaveTaken>(j, e => e with { Migrants = [] })));

    [Fact, Trait("guarantee", "G4")]
    public async Task An_island_without_an_end_is_found() => Finds(
        "has ended before island/small/1",
        With(await Sound(), Island, j => j.RemoveAll(w => w.Journaled.Event is IslandEnded), renumber: true));

    static Task<RunHistory> Sound() => Nodes.Undisturbed(12);

    static void Finds(string fault, RunHistory corrupted) =>
        Assert.Contains(HistoryChecker.Check(corrupted), f => f.Contains(fault, StringComparison.Ordinal));

    /// <param name="renumber">Corrupted so well that the numbers show nothing.</param>
    static RunHistory With(RunHistory history, EntityId entity, Action<List<Written>> corrupt, bool renumber = false)
    {
        List<Written> journal = [.. history.Of(entity)];
        corrupt(journal);
        if (renumber) journal = [.. journal.Select((w, i) => w with { Sequence = i + 1 })];
        return history with
        {
            Journals = history.Journals.ToDictionary(j => j.Key, j => j.Key == entity.PersistenceId ? journal : j.Value),
        };
    }

    static void Change<TEvent>(List<Written> journal, Func<TEvent, TEvent> change)
        where TEvent : class, IEvent
    {
        var at = journal.FindIndex(w => w.Journaled.Event is TEvent);
        journal[at] = journal[at] with { Journaled = journal[at].Journaled with { Event = change((TEvent)journal[at].Journaled.Event) } };
    }

    static void Repeat<TEvent>(List<Written> journal)
    {
        var at = journal.FindIndex(w => w.Journaled.Event is TEvent);
        journal.Insert(at + 1, journal[at] with { Journaled = journal[at].Journaled with { Cost = null } });
    }

    static void Before<TEvent>(List<Written> journal, IEvent happened)
    {
        var at = journal.FindIndex(w => w.Journaled.Event is TEvent);
        journal.Insert(at, journal[at] with { Journaled = journal[at].Journaled with { Event = happened } });
        journal[at + 1] = journal[at + 1] with { Journaled = journal[at + 1].Journaled with { Cost = null } };
    }
}
