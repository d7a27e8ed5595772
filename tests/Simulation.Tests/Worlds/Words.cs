using LossActors.Actors.Comparisons;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>Messages and events in few words: plans and requests are left out.</summary>
static class Words
{
    public static string Of(IMessage message) => message switch
    {
        FoundRun or FoundComparison or FoundIsland => message.GetType().Name,
        Evaluate e => $"Evaluate for {e.Asker} ticket {e.Ticket}",
        Want w => $"Want {w.Key} for {w.Asker} ticket {w.Ticket} attempt {w.Attempt}{(w.IsAudit ? " audit" : "")}",
        Assign a => $"Assign {a.Want.Key} attempt {a.Want.Attempt}",
        DeviceState d => $"DeviceState {d.Process} {d.Free} of {d.Lanes} free, holds {string.Join(" ", d.Holds)}",
        IslandProgress p => $"IslandProgress {p.Island} stop {p.Stop} through {p.Through} met at {p.MetAt} ended {p.Ended}",
        Wave w => $"Wave {w.W} of {w.From} closed {w.Closed}",
        _ => message.ToString()!,
    };

    public static string Of(IEnumerable<IEvent> events) => string.Join(", ", events.Select(Of));

    static string Of(IEvent happened) => happened switch
    {
        Founded or Planned or TrialOpened or Tuned or FinalistsRanked or RunEnded or ComparisonPlanned or TrainingsAsked
            => happened.GetType().Name,
        Born b => $"Born {b.Birth} ticket {b.Ticket} {b.Genome}",
        WavePublished w => $"WavePublished {w.W} closed {w.Closed}",
        WaveTaken w => $"WaveTaken {w.W} of {w.From} closed {w.Closed}",
        SearchEnded e => $"SearchEnded {e.StoppedBy} {e.Stop}",
        _ => happened.ToString()!,
    };
}
