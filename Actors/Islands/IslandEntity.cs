using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Islands;

/// <summary>An island as its run, its neighbours and evaluations meet it. It goes on only while its run permits it.</summary>
public sealed class IslandEntity(IslandId id, IslandLogic logic, IEntityWorld world) : Entity<IslandState, IslandEvent>(id, logic, world)
{
    /// <summary>Steers that may wait for one island at a time.</summary>
    public const int MostSteers = 8;

    readonly IslandLogic logic = logic;
    readonly int number = id.Number;
    readonly Askers<FoundIsland> founders = new();
    readonly Askers<Pulled> pullers = new();
    readonly Askers<GetWave> neighbours = new();
    readonly OrderedDictionary<CommandId, IAsker> steers = [];

    // The run's last word. Lost with this copy of the island: no island goes on after its recovery before its run says so.
    long wordAt = -1;
    TimeSpan permittedUntil = TimeSpan.MinValue;

    /// <summary>Facts that have come and were not taken yet.</summary>
    public int Waiting => Inbox.Count;

    public override EntitySnapshot Save() => new(IslandJson.Kind, IslandSnapshot.Format, Step, IslandJson.Save(State));

    protected override IslandState Read(EntitySnapshot snapshot) => IslandJson.Load(snapshot);

    /// <summary>The founding needs no permit; everything else does.</summary>
    protected override bool MayGoOn(TimeSpan now) => State.Plan is null || now < permittedUntil;

    protected override bool IsAnswered(Question question) => IslandLogic.HasAnswer(Inbox, question);

    protected override void On(IMessage message, IAsker asker, TimeSpan now)
    {
        switch (message)
        {
            case FoundIsland founding:
                if (AnswerTo(founding) is { } answer) asker.Answer(answer);
                else if (Take(founding)) founders.Keep(asker, founding, now);
                break;
            case Pull pull:
                OnPull(pull, asker, now);
                break;
            case GetWave asked:
                if (State.Published(asked.W) is { } wave) asker.Answer(wave);
                else neighbours.Keep(asker, asked, now);
                break;
            case SteerIsland steer when State.Plan is not null:
                OnSteer(steer, asker);
                break;
            case Evaluated or Wave:
                Take(message);
                break;
        }
    }

    protected override void OnStep(Input taken, TimeSpan now)
    {
        founders.Answer(AnswerTo);
        neighbours.Answer(asked => State.Published(asked.W));
        pullers.Answer(p => p.Known == Milestones(p.Stop) ? null : Progress(p.Stop));
        foreach (var command in steers.Keys.ToList())
            if (State.Commands.Contains(command)) AnswerSteer(command, null);
            else if (State.Ended) AnswerSteer(command, HasEnded);
        RefuseSteers();
    }

    protected override void OnTick(TimeSpan now)
    {
        founders.Forget(now);
        pullers.Forget(now);
        neighbours.Forget(now);
        // Longer than any permit: an island that hears nothing for so long has none.
        if (!IsWriting && now - LastHeard >= Patience.IdleIsland) Passivate();
    }

    bool Take(IMessage fact)
    {
        if (!logic.IsOfUse(State, fact)) return false;
        Inbox.Add(IslandLogic.NameOf(fact), fact);
        return true;
    }

    void OnPull(Pull pull, IAsker asker, TimeSpan now)
    {
        if (pull.RunStep < wordAt)
        {
            asker.Answer(new RunIsBehind(wordAt));
            return;
        }

        var could = MayGoOn(now);
        (wordAt, permittedUntil) = (pull.RunStep, pull.Go ? now + Patience.Permit : TimeSpan.MinValue);
        if (State.Plan is null) return;
        if (!could) AskAll(now);
        asker.Answer(Progress(pull.Stop));
        if (!State.Ended) pullers.Keep(asker, new Pulled(pull.Stop, Milestones(pull.Stop)), now);
    }

    void OnSteer(SteerIsland steer, IAsker asker)
    {
        if (State.Commands.Contains(steer.Command)) asker.Answer(new SteerAnswer(steer.Command, null));
        else if (State.Ended) asker.Answer(new SteerAnswer(steer.Command, HasEnded));
        else if (steers.ContainsKey(steer.Command)) steers[steer.Command] = asker;
        else if (steers.Count == MostSteers)
            asker.Answer(new SteerAnswer(steer.Command, $"{MostSteers} steers wait for this island already"));
        else
        {
            steers[steer.Command] = asker;
            Take(steer);
            if (!IsWriting) RefuseSteers();
        }
    }

    /// <summary>A steer is judged when it is the next to be taken: those before it may have made room for it.</summary>
    void RefuseSteers()
    {
        while (IslandLogic.FirstSteer(Inbox) is { } first && first.Change.Problem(State.Plan!) is { } problem)
        {
            Inbox.Remove(IslandLogic.NameOf(first));
            AnswerSteer(first.Command, problem);
        }
    }

    void AnswerSteer(CommandId command, string? refusal)
    {
        if (steers.Remove(command, out var asker)) asker.Answer(new SteerAnswer(command, refusal));
    }

    /// <returns>Null: the island is to be founded first.</returns>
    IMessage? AnswerTo(FoundIsland founding) =>
        WhyNot(founding) is { } reason ? new IslandRefused(number, reason) : State.Plan is null ? null : Progress(null);

    string? WhyNot(FoundIsland founding) =>
        founding.Plan.DecisionVersion != IslandPlan.CurrentDecisionVersion
            ? $"its plan is of decision version {founding.Plan.DecisionVersion}, and this node has {IslandPlan.CurrentDecisionVersion}"
        : State.FoundedAs is null ? RepeatedSteer.Problem(founding.Plan, founding.Steers)
        : IslandJson.AreEqual(State.FoundedAs, founding.Plan) ? null
        : "it was founded with another plan";

    IslandProgress Progress(int? stop) => new(number, stop, State.ScoredThrough, State.MetAt, State.Ended, State.ContendersAt(stop));

    (bool Ended, int? MetAt, bool IsThrough) Milestones(int? stop) => (State.Ended, State.MetAt, State.ScoredThrough >= stop);

    const string HasEnded = "the island has ended";

    /// <param name="Known">What the puller was told.</param>
    sealed record Pulled(int? Stop, (bool Ended, int? MetAt, bool IsThrough) Known);
}
