using LossActors.Actors.Entities;

namespace LossActors.Actors.Islands;

/// <summary>Feeds an island's recorded inputs to its decisions again and compares what follows with the journal.</summary>
public static class IslandReplay
{
    /// <param name="journal">The island's events in order, each with the number of its step.</param>
    public static ReplayResult Verify(IEnumerable<(long Step, IslandEvent Event)> journal, IBreeder breeder)
    {
        var decisions = new IslandDecisions(breeder);
        var state = IslandState.Initial;
        var steps = 0L;
        foreach (var (number, happened) in journal.BySteps())
        {
            steps++;
            var decided = decisions.Decide(state, InputOf(happened)).Events;
            for (var i = 0; i < Math.Max(happened.Count, decided.Length); i++)
            {
                var written = i < happened.Count ? DecisionLog.Text(happened[i]) : "(nothing)";
                var again = i < decided.Length ? DecisionLog.Text(decided[i]) : "(nothing)";
                if (written != again) return new ReplayResult(steps, new ReplayDifference(number, written, again));
            }

            state = happened.Aggregate(state, IslandFold.Apply);
        }

        return new ReplayResult(steps, null);
    }

    /// <summary>A step's input, which its first events hold whole.</summary>
    static Input InputOf(List<IslandEvent> step) => step[0] switch
    {
        Founded e => new Founding(e.Plan, step is [_, SteersGiven given, ..] ? given.Steers : []),
        Scored e => new ResultTaken(e.Ticket, e.Result, null),
        Steered e => new SteerTaken(step is [_, CommandTaken by, ..] ? by.Command : null, e.Change),
        WaveTaken e => new WavesTaken(
            e.W, [.. step.TakeWhile(t => t is WaveTaken).Cast<WaveTaken>().Select(t => new Wave(t.W, t.From, t.Closed, t.Migrants))]),
        var e => throw new InvalidOperationException($"A step begins with '{e.GetType().Name}', which is no input."),
    };
}

/// <param name="Steps">Decided again.</param>
public sealed record ReplayResult(long Steps, ReplayDifference? Difference);

/// <param name="Step">The first step that differs.</param>
public sealed record ReplayDifference(long Step, string Journal, string Again);
