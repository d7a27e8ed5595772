using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Devices;

/// <summary>
/// A device without threads or Akka: what waits for leave, what trains, what has been said and not been noted. Holds nothing that a crash
/// could lose: what it held is wanted again.
/// </summary>
/// <remarks>One caller at a time; times come from one monotonic clock.</remarks>
public sealed class DeviceCore(DeviceOptions options, ILanes lanes, IDeviceWorld world)
{
    readonly OrderedDictionary<EvaluationKey, Held> held = [];

    /// <summary>Trainings that were cancelled and have not ended yet: each still occupies its lane.</summary>
    readonly HashSet<EvaluationKey> ending = [];

    bool leaving, ended;
    string? failure;
    long evaluations;
    double trainingSeconds;

    public DeviceStatistics Statistics => new(Count(Stage.Training) + ending.Count, evaluations, trainingSeconds);

    public DeviceState State => new(
        options.Name, options.Process, options.ArithmeticClass, options.Lanes, Free, held.Keys.ToImmutableArray());

    int Free => leaving ? 0 : options.Lanes - Count(Stage.Waiting) - Count(Stage.Training);

    public void Receive(IMessage message, TimeSpan now)
    {
        if (ended) return;
        switch (message)
        {
            case Assign(var want): Take(want, now); break;
            case Start s when Find(s.Key, Stage.Waiting, s.Attempt) is { } waits: Train(waits); break;
            // Leave that nobody waits for any more: else it would become a suspicion when this process ends.
            case Start s when !held.ContainsKey(s.Key): GiveBack(s.Key, s.Attempt); break;
            case DoNotStart s when Find(s.Key, Stage.Waiting, s.Attempt) is not null: Drop(s.Key); break;
            case ResultNoted(var key) when Find(key, Stage.Reporting) is { Report: Trained }: Drop(key); break;
            case DeathNoted n when Find(n.Key, Stage.Reporting, n.Attempt) is { Report: ChildDied }: Drop(n.Key); break;
        }
    }

    public void Receive(LaneOutcome outcome, TimeSpan now)
    {
        if (ending.Remove(outcome.Key))
        {
            EndIfDone();
            return;
        }

        if (Find(outcome.Key, Stage.Training) is not { } training) return;
        var want = training.Want;
        switch (outcome)
        {
            case TrainingEnded e:
                evaluations++;
                trainingSeconds += e.Seconds;
                Report(training, new Trained(want.Key, e.Result, e.Seconds, want.Asker, options.Name, options.Process, want.IsAudit));
                break;
            case TrainingDied d when world.IsUp:
                Report(training, new ChildDied(want.Key, want.Attempt, d.Reason, want.Asker, options.Name, options.Process));
                break;
            case TrainingFailed f:
                GiveBack(training);
                Drop(want.Key);
                Leave(f.Reason);
                break;
            default:
                GiveBack(training);
                Drop(want.Key);
                break;
        }
    }

    /// <summary>Says again what was not answered. Every <see cref="Patience.Tick"/> or so.</summary>
    public void Tick(TimeSpan now)
    {
        if (ended) return;
        foreach (var one in held.Values.ToArray())
        {
            if (one.Stage is Stage.Reporting) world.Ask(new EvaluationId(one.Want.Key), one.Report!);
            else if (one.Stage is Stage.Waiting && now - one.Since <= Patience.Leave) AskLeave(one);
            else if (one.Stage is Stage.Waiting)
            {
                GiveBack(one);
                held.Remove(one.Want.Key);
            }
        }

        Tell();
    }

    /// <summary>
    /// Takes nothing more, stops what it trains and gives it back: that is no death. Goes on telling its results until they are noted.
    /// </summary>
    public void Drain() => Leave(null);

    void Leave(string? reason)
    {
        failure ??= reason;
        leaving = true;
        foreach (var one in held.Values.Where(h => h.Stage is Stage.Waiting or Stage.Training).ToArray())
        {
            held.Remove(one.Want.Key);
            GiveBack(one);
            if (one.Stage is not Stage.Training) continue;
            ending.Add(one.Want.Key);
            lanes.Cancel(one.Want.Key);
        }

        Tell();
        EndIfDone();
    }

    void Take(Want want, TimeSpan now)
    {
        if (Free <= 0 || held.ContainsKey(want.Key) || want.ArithmeticClass != options.ArithmeticClass) return;
        var one = held[want.Key] = new Held(want, now);
        if (NeedsLeave(want))
        {
            AskLeave(one);
            Tell();
        }
        else
        {
            Train(one);
        }
    }

    /// <summary>
    /// A child's death has its witness, so that only trainings inside the process need a record of their start; suspects too, since one of
    /// them may take the whole machine along.
    /// </summary>
    bool NeedsLeave(Want want) => !options.IsIsolated || want.Alone;

    void AskLeave(Held one) => world.Ask(
        new EvaluationId(one.Want.Key), new MayStart(one.Want.Key, one.Want.Attempt, options.Name, options.Node, options.Process));

    void Train(Held one)
    {
        one.Stage = Stage.Training;
        Tell();
        lanes.Start(one.Want.Key, one.Want.Request, one.Want.Alone);
    }

    void Report(Held one, IMessage report)
    {
        (one.Stage, one.Report) = (Stage.Reporting, report);
        world.Ask(new EvaluationId(one.Want.Key), report);
        Tell();
    }

    void GiveBack(Held one)
    {
        if (NeedsLeave(one.Want)) GiveBack(one.Want.Key, one.Want.Attempt);
    }

    void GiveBack(EvaluationKey key, int attempt) => world.Ask(new EvaluationId(key), new GaveBack(key, attempt, options.Process));

    void Drop(EvaluationKey key)
    {
        held.Remove(key);
        Tell();
        EndIfDone();
    }

    int Count(Stage stage) => held.Values.Count(h => h.Stage == stage);

    Held? Find(EvaluationKey key, Stage stage, int? attempt = null) =>
        held.GetValueOrDefault(key) is { } one && one.Stage == stage && one.Want.Attempt == (attempt ?? one.Want.Attempt) ? one : null;

    void Tell() => world.TellDispatcher(State);

    void EndIfDone()
    {
        if (ended || !leaving || held.Count > 0 || ending.Count > 0) return;
        ended = true;
        world.Ended(failure);
    }

    enum Stage
    {
        Waiting,
        Training,
        Reporting,
    }

    sealed class Held(Want want, TimeSpan since)
    {
        public Want Want => want;

        public TimeSpan Since => since;

        public Stage Stage { get; set; }

        /// <summary>What happened, told until it is noted.</summary>
        public IMessage? Report { get; set; }
    }
}
