using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerActors.Tests.Islands;

public sealed class SteerQueueTests
{
    [Fact, Trait("guarantee", "G4")]
    public async Task Steers_that_wait_are_taken_in_the_order_they_came_and_one_too_many_is_refused()
    {
        var store = new InMemoryStore();
        var run = new ScriptedRun(store, Plans.Run with { TunedRates = [] });
        await run.Open("node");
        var island = new ActorId(ScriptedRun.Id, IslandDecisions.Name(0));
        while (!(await store.Actors(ScriptedRun.Id)).Any(a => a.Id == island && a.Seq > 0)) await run.Move();

        for (var i = 0; i < SteerQueue.Length; i++)
            Assert.True(await SteerQueue.Send(store, island, new Steering { Parsimony = i }));
        Assert.False(await SteerQueue.Send(store, island, new Steering { Parsimony = 99 }));
        while (await Steered() is { Count: < 3 }) await run.Move();
        // The places that are free again lie before those that wait.
        Assert.True(await SteerQueue.Send(store, island, new Steering { Parsimony = SteerQueue.Length }));
        await run.Work("heir");

        Assert.Equal(Enumerable.Range(0, SteerQueue.Length + 1).Select(i => (double?)i), await Steered());

        async Task<List<double?>> Steered()
        {
            var steers = new List<double?>();
            await foreach (var record in store.Journal(island))
                if (IslandJson.Read(record.Type, record.Version, record.Data) is Steered steered) steers.Add(steered.Change.Parsimony);
            return steers;
        }
    }
}
