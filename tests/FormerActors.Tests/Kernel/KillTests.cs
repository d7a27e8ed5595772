using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;
using LossActors.FormerPersistence.Sqlite;

namespace LossActors.FormerActors.Tests.Kernel;

/// <summary>
/// A process dies at its first write, its second, its third, … until a run gets through; each time another process ends the run.
/// </summary>
[Trait("guarantee", "G3")]
[Trait("guarantee", "G5")]
[Trait("guarantee", "G6")]
[Trait("guarantee", "G8")]
public sealed class KillTests
{
    static readonly RunPlan Plan = Plans.Run with
    {
        Islands = Plans.Run.Islands with
        {
            Islands = 2, Births = 5, Population = 4, Window = 2, Every = 2, Lag = 1, Rungs = [0.5, 1], Eta = 2, Remeasure = 1,
        },
        TuningMeasurements = 1,
        Proof = Plans.Run.Proof with { Finalists = 1, SelectionDraws = 1, Draws = 1, Rates = [0.01] },
    };

    [Theory]
    [InlineData(WriteMoment.Before)]
    [InlineData(WriteMoment.After)]
    public Task A_run_in_memory_survives_a_death_at_every_write(WriteMoment moment) => AtEveryWrite(async death =>
    {
        var store = new InMemoryStore(hook: death.Hook(moment));
        return (store, () => new ValueTask<IStore>(store));
    });

    [Theory]
    [InlineData(WriteMoment.Before)]
    [InlineData(WriteMoment.After)]
    public async Task A_run_in_SQLite_survives_a_death_at_every_write(WriteMoment moment)
    {
        // In memory where the machine has such a folder: what is tested is the order of writes, not the disk.
        var root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var folder = Path.Combine(root, $"lossactors-kill-{Environment.ProcessId}-{moment}");
        Directory.CreateDirectory(folder);
        try
        {
            var count = 0;
            await AtEveryWrite(async death =>
            {
                var path = Path.Combine(folder, $"{++count}.db");
                var store = SqliteStore.Open(path, hook: death.Hook(moment));
                return (store, async () =>
                {
                    await store.DisposeAsync();
                    return SqliteStore.Open(path);
                });
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task AtEveryWrite(Func<Death, Task<(IStore Store, Func<ValueTask<IStore>> Reopen)>> open)
    {
        var undisturbed = await new ScriptedRun(new InMemoryStore(), Plan).Work();
        for (var n = 1; ; n++)
        {
            var death = new Death(n);
            var (store, reopen) = await open(death);
            var first = new ScriptedRun(store, Plan);
            var died = false;
            try
            {
                await first.Work("first");
            }
            catch (DiedException)
            {
                died = true;
            }

            death.Over = true;
            store = await reopen();
            var second = new ScriptedRun(store, Plan, order: n);
            Assert.True(undisturbed == await second.Work("second"), $"Death at write {n} changed the decisions.");

            var records = first.Records.Concat(second.Records).ToList();
            Assert.DoesNotContain(records, r => r.Outcome == RecordOutcome.Different);
            var recorded = records.Where(r => r.Outcome == RecordOutcome.Recorded).Select(r => r.Work).ToList();
            Assert.Equal(recorded.Distinct(), recorded);
            // A recorded result is there for good: nothing recorded before the death was trained after it.
            Assert.Empty(first.Records.Select(r => r.Work).Intersect(second.Records.Select(r => r.Work)));
            var totals = await store.Totals(ScriptedRun.Id);
            Assert.InRange(totals.Done - recorded.Count, 0, died ? 1 : 0);
            await store.DisposeAsync();
            if (!died)
            {
                Assert.True(n > 60, $"The run had {n} writes only.");
                return;
            }
        }
    }

    /// <summary>From its N-th write on, a process writes nothing any more.</summary>
    sealed class Death(int n)
    {
        public bool Over { get; set; }

        public WriteHook Hook(WriteMoment moment) => (write, when) =>
        {
            if (!Over && (write > n || (write == n && when == moment))) throw new DiedException();
        };
    }

    sealed class DiedException : Exception;
}
