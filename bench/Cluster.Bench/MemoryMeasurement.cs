using System.Diagnostics;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Training;

namespace LossActors.Cluster.Bench;

/// <summary>What a node's memory does whose journal has a million results, while it answers ten thousand of them, and again.</summary>
static class MemoryMeasurement
{
    const int Asked = 10_000, AtATime = 200, Rounds = 6;

    public static async Task Of(BenchOptions options, BenchJournal journal)
    {
        var cost = new Cost(new string('0', 64), 1, "run/bench", "card");
        await journal.Write(Enumerable.Range(0, options.Results).Select(i => (
            new EvaluationId(Key(i)).PersistenceId, 1L,
            new Journaled(new Done(WaitingLanes.Result($"{i}"), cost), 1, new Incarnation("bench"), "machine", cost))));
        var search = await Search.Of(options);
        var request = new EvaluationRequest("-y*log(p)", search.Founding.Plan.Islands.Recipe, 1, 0, new Learning.Training.Search());
        await using var node = await NodesMeasurement.Start(
            BenchOptions.Parse(["memory", "--lanes", "0"]), journal, 0, new LaneTimes(options.Job));
        Console.WriteLine($"{journal.Kind}, {options.Results} results on record: {Memory()}");
        for (var round = 1; round <= Rounds; round++)
        {
            var (from, spent) = (Stopwatch.GetTimestamp(), ProcessorTime.Now(await journal.Postmaster()));
            foreach (var some in Enumerable.Range(0, Asked).Chunk(AtATime))
                await Task.WhenAll(some.Select(i => node.Ask<Evaluated>(
                    new EvaluationId(Key(i)), new Evaluate(Key(i), NodesMeasurement.Class, request, "run/bench", i), default)));
            var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
            spent = ProcessorTime.Now(await journal.Postmaster()) - spent;
            // Longer than an evaluation stays in memory that nobody asks.
            await Task.Delay(Patience.IdleEvaluation + Patience.Tick * 2);
            Console.WriteLine(
                $"after answering {Asked} of them {round} times: {Memory()}; {Asked / seconds:F0} answers/s, "
                + $"{(spent.Nodes + spent.Postgres) * 1000 / Asked:F2} ms of cores each");
        }
    }

    static EvaluationKey Key(int number) => new($"{number:x64}");

    static string Memory()
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var me = Process.GetCurrentProcess();
        return $"heap {heap / 1e6:F1} MB, resident {me.WorkingSet64 >> 20} MiB";
    }
}
