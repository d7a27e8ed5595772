using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Trials;

namespace LossActors.Actors.Runs;

/// <summary>
/// A run in memory: besides what every <see cref="TrialEntity{TState,TEvent}"/> does it asks its islands how far they are, which keeps them
/// going, and passes steers on to them.
/// </summary>
public sealed class RunEntity : TrialEntity<RunState, RunEvent>
{
    readonly RunId id;
    readonly SearchWatch islands = new();
    readonly SteerDesk steers;

    public RunEntity(RunId id, RunLogic logic, IEntityWorld world)
        : base(id, logic, world) => (this.id, steers) = (id, new SteerDesk(id));

    public override TimeSpan Beat => Patience.Pull;

    public override EntitySnapshot Save() => RunJson.Save(State, Step);

    protected override RunState Read(EntitySnapshot snapshot) => RunJson.Load(snapshot);

    protected override void On(IMessage message, IAsker asker, TimeSpan now)
    {
        switch (message)
        {
            case IslandProgress answer when State.IsSearching:
                islands.Hear(answer);
                AskNew(now);
                break;
            case IslandRefused refused when State.IsSearching:
                // Asked on: a node of another version may have it next.
                World.StandsStill($"island {refused.Island} refuses to be founded: {refused.Reason}");
                break;
            case RunIsBehind heard when heard.RunStep > Step:
                Restart();
                break;
            case SteerRun steer:
                HeardWord(now);
                steers.Take(State, steer, asker, now);
                AskNew(now);
                break;
            case SteerAnswer answer:
                steers.Answer(answer);
                break;
            default:
                base.On(message, asker, now);
                break;
        }
    }

    protected override IMessage? AnswerFounding(IMessage founding)
    {
        var found = (FoundRun)founding;
        return found.Plan.Name != id.Run ? new RunFounded($"The plan is that of run '{found.Plan.Name}', and this is run '{id.Run}'.")
            : State.Plan is not null ? new RunFounded(RunFoundings.WhyOther(State, found))
            : null;
    }

    protected override Input? TakesMore(TimeSpan now) =>
        State is { IsSearching: true, IsPaused: false } ? islands.End(State.Plan!.Islands.Islands) : null;

    protected override IEnumerable<Question> MoreOutstanding(TimeSpan now)
    {
        if (!State.IsSearching) yield break;
        for (var i = 0; i < State.Plan!.Islands.Islands; i++)
        {
            var island = new IslandId(id.Run, i);
            if (!State.IsPaused && !islands.Knows(i)) yield return new Question(island, State.Founding(i));
            yield return new Question(island, new Pull(Step, Go: !State.IsPaused, islands.Stop));
        }

        if (State.IsPaused) yield break;
        foreach (var steer in steers.Outstanding) yield return steer;
    }

    protected override void OnStep(Input taken, TimeSpan now)
    {
        base.OnStep(taken, now);
        if (taken is not AllThrough) return;
        steers.Close(State);
        // Lanes are for the selection now. A word that is lost costs little: without a permit the islands rest soon.
        for (var i = 0; i < State.Plan!.Islands.Islands; i++)
            if (!islands.HasEnded(i)) World.Ask(new IslandId(id.Run, i), new Pull(Step, Go: false, State.Stop));
    }

    protected override void OnTick(TimeSpan now)
    {
        steers.Forget(now);
        base.OnTick(now);
    }
}
