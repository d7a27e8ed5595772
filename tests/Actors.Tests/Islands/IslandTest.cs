using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>Island 0 of a run, as its run, its neighbours and evaluations meet it.</summary>
public abstract class IslandTest
{
    protected static readonly IslandId Id = new("run", 0);
    private protected readonly ScriptedResults results = new(DivergedPercent: 0);
    private protected readonly ScriptedAsker run = new(), neighbour = new(), evaluation = new();
    private protected ScriptedWorld world = new();
    private protected IslandEntity island;
    private protected TimeSpan now;

    protected IslandTest()
    {
        island = Start();
        island.Recovered(now);
    }

    protected IslandEntity Start() => new(Id, new IslandLogic(Id.Run, new ScriptedBreeder()), world);

    /// <summary>This copy ends, and another is made from the journal.</summary>
    protected void Recover()
    {
        var journal = world.Written;
        world = new ScriptedWorld();
        island = Start();
        foreach (var step in journal)
        {
            foreach (var happened in step.Events) island.Replay(happened, step.Number);
            world.Written.Add(step);
        }

        island.Recovered(now);
    }

    protected void Found(IslandPlan plan)
    {
        FoundAgain(plan);
        run.Answers.Clear();
    }

    protected void FoundAgain(IslandPlan plan)
    {
        island.Receive(new FoundIsland(plan, []), run, now);
        Settle();
    }

    protected void Pull(long step = 1, bool go = true, int? stop = null)
    {
        run.Answers.RemoveAll(a => a is IslandProgress);
        island.Receive(new Pull(step, go, stop), run, now);
        Settle();
    }

    protected void Steer(string command, Steering change, bool settle = true)
    {
        island.Receive(new SteerIsland(new CommandId(command), change), run, now);
        if (settle) Settle();
    }

    protected void Pass(TimeSpan time)
    {
        now += time;
        island.Tick(now);
        Settle();
    }

    protected void Settle() => world.Settle(island, now);

    /// <summary>The result of a ticket comes.</summary>
    protected void Answer(int ticket)
    {
        island.Receive(results.Of(Evaluations().Single(e => e.Ticket == ticket)), evaluation, now);
        Settle();
    }

    protected List<Evaluate> Evaluations() =>
        [.. island.State.Open.Select(o => o.Value.Question(island.State.Plan!, "run/run", o.Key))];

    /// <summary>Runs the island to its end, its neighbours' waves all empty.</summary>
    protected void ToTheEnd(IslandPlan? plan, bool waves = true)
    {
        if (plan is not null) Found(plan);
        Pull();
        while (!island.State.Ended)
        {
            world.TakeAsked();
            Pass(Patience.Tick);
            foreach (var question in world.TakeAsked())
                if (question.Message is Evaluate asked) island.Receive(results.Of(asked), evaluation, now);
                else if (waves && question is { To: IslandId from, Message: GetWave wave })
                    island.Receive(new Wave(wave.W, from.Number, false, []), neighbour, now);
            Settle();
            Pull();
        }
    }

    protected IslandProgress Progress() => Assert.IsType<IslandProgress>(run.Take());

    private protected static (int W, int From, bool Closed) Told(ScriptedAsker asker) =>
        Assert.IsType<Wave>(asker.Take()) is var wave ? (wave.W, wave.From, wave.Closed) : default;

    protected static IEnumerable<long> Tickets(IEnumerable<Question> asked) =>
        asked.Select(q => q.Message).OfType<Evaluate>().Select(e => e.Ticket);
}
