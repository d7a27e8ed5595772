using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Runs;

/// <summary>Feeds an island's recorded inputs to its decisions again and compares what follows with the journal.</summary>
public static class Replay
{
    /// <returns>The number of turns decided again, and the first difference, or null if there is none.</returns>
    public static async ValueTask<ReplayResult> Verify(IStore store, ActorId island, IBreeder breeder)
    {
        var decisions = new IslandDecisions(breeder);
        var state = IslandState.Initial;
        var turns = 0L;
        var turn = new List<JournalRecord>();
        await foreach (var record in store.Journal(island))
        {
            if (turn.Count > 0 && turn[0].TurnId != record.TurnId)
            {
                if (Again() is { } difference) return new ReplayResult(turns, difference);
                turn.Clear();
            }

            turn.Add(record);
        }

        return new ReplayResult(turns, turn.Count > 0 ? Again() : null);

        ReplayDifference? Again()
        {
            turns++;
            var happened = turn.ConvertAll(r => IslandJson.Read(r.Type, r.Version, r.Data));
            var decided = decisions.Decide(state, InputOf(happened)).Events.Select(IslandJson.Write).ToList();
            for (var i = 0; i < Math.Max(turn.Count, decided.Count); i++)
            {
                var journal = i < turn.Count ? Text(turn[i].Type, turn[i].Data) : "(nothing)";
                var again = i < decided.Count ? Text(decided[i].Type, decided[i].Data) : "(nothing)";
                if (journal != again) return new ReplayDifference(turn[Math.Min(i, turn.Count - 1)].Seq, journal, again);
            }

            foreach (var e in happened) state = IslandFold.Apply(state, e);
            return null;
        }
    }

    /// <summary>A turn's input, which its first events hold whole.</summary>
    static Input InputOf(List<IslandEvent> turn) => turn[0] switch
    {
        Founded e => new MessageInput("", IslandDecisions.FoundMessage, IslandJson.Bytes(e.Plan)),
        Scored e => new MessageInput(IslandTurn.TicketKey(e.Ticket), IslandDecisions.ResultMessage, Encoding.UTF8.GetBytes(e.Result.Text)),
        Steered e => new MessageInput(IslandDecisions.SteerMessage, IslandDecisions.SteerMessage, IslandJson.Bytes(e.Change)),
        WaveTaken e => new WavesInput(e.W, [.. turn.TakeWhile(t => t is WaveTaken).Cast<WaveTaken>().Select(t =>
            new WaveOf(IslandDecisions.Name(t.From), new WaveRecord(t.W, t.Closed, IslandJson.Bytes(t.Migrants))))]),
        var e => throw new InvalidOperationException($"A turn begins with '{e.GetType().Name}', which is no input."),
    };

    static string Text(string type, ReadOnlyMemory<byte> data) => $"{type} {Encoding.UTF8.GetString(data.Span)}";
}

public sealed record ReplayResult(long Turns, ReplayDifference? Difference);

/// <param name="Seq">The event that differs.</param>
public sealed record ReplayDifference(long Seq, string Journal, string Again);
