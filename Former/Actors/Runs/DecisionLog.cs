using System.Security.Cryptography;
using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Runs;

/// <summary>
/// The islands' decision events, islands in order: each event's type and canonical body, and nothing that differs between two
/// runs of the same search (no seq, time, term, node, device, or whether a result was cached).
/// </summary>
public static class DecisionLog
{
    /// <summary>One line an event: island, type, body. Where a target stopped the run, what lies beyond the stop is left out.</summary>
    public static async IAsyncEnumerable<string> Lines(IStore store, RunRecord run, int islands)
    {
        for (var i = 0; i < islands; i++)
        {
            var state = IslandState.Initial;
            var turn = "";
            await foreach (var record in store.Journal(new ActorId(run.Id, IslandDecisions.Name(i))))
            {
                // A turn counts whole when all births up to the stop were not yet scored before it.
                if (record.TurnId != turn && run.StopAt is { } stop && state.ScoredThrough >= stop) break;
                turn = record.TurnId;
                if (run.StopAt is not null) state = IslandFold.Apply(state, IslandJson.Read(record.Type, record.Version, record.Data));
                yield return $"{IslandDecisions.Name(i)} {record.Type} {Encoding.UTF8.GetString(record.Data.Span)}";
            }
        }
    }

    /// <summary>SHA-256, hex, of the lines, each ended by a line feed.</summary>
    public static async ValueTask<string> Hash(IStore store, RunRecord run, int islands)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var line in Lines(store, run, islands)) hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
