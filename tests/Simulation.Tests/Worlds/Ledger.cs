using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Simulation.Tests.Scripted;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// Watches from beside the world, at every step: what comes on record, what anybody is told, what is trained. Throws at once.
/// </summary>
sealed class Ledger(World world)
{
    /// <summary>A paused run's islands rest by then, and so do the lanes that trained for it.</summary>
    static readonly TimeSpan Held = TimeSpan.FromSeconds(60);

    readonly Dictionary<EntityId, long> steps = [];
    readonly Dictionary<EvaluationKey, string> told = [];
    readonly Dictionary<EvaluationKey, (int Unseen, int Seen)> deaths = [];
    readonly Dictionary<EvaluationKey, int> killed = [];
    readonly HashSet<EvaluationKey> done = [];
    readonly Dictionary<string, TimeSpan> pausedSince = new(StringComparer.Ordinal);
    readonly HashSet<string> ended = new(StringComparer.Ordinal);
    TimeSpan lastEnd;

    public long Trainings { get; private set; }

    /// <summary>All kinds of events that are on record.</summary>
    public HashSet<Type> Kinds { get; } = [];

    public long Steps => steps.Values.Sum();

    public bool HasEnded(EntityId id) => ended.Contains(id.PersistenceId);

    public void Written(EntityId id, IReadOnlyList<JournalRow> rows)
    {
        var number = steps.GetValueOrDefault(id) + 1;
        if (rows.Any(r => r.Step != number))
            throw new GuaranteeBrokenException($"G3: {id} has step {rows[0].Step} on record after {number - 1}");
        steps[id] = number;
        foreach (var row in rows)
        {
            Kinds.Add(row.Event.GetType());
            Happened(id, row.Event);
        }

        if (id is EvaluationId { Key: var key } ? world.IsOver && !done.Contains(key) : world.IsOver)
            throw new GuaranteeBrokenException($"{id} writes {rows[0].Event} long after the end");
        if (id is IslandId { Run: var run } && IsHeld(new RunId(run).PersistenceId) && rows[0].Event is not Founded)
            throw new GuaranteeBrokenException($"{id} writes {rows[0].Event} long after its run was paused");
    }

    public void Answered(EntityId by, IMessage answer)
    {
        if (answer is not Evaluated { Key: var key, Result.Text: var result }) return;
        if (!told.TryAdd(key, result) && told[key] != result)
            throw new GuaranteeBrokenException($"G5: {by} tells {result}, earlier it told {told[key]}");
    }

    public void ToldTaken(IslandId island, CommandId steer)
    {
        if (!world.Database.Journal(island).Any(r => r.Event is CommandTaken taken && People.Wish(taken.Command) == steer))
            throw new GuaranteeBrokenException($"G6: a person was told that {island} took {steer}, which is not on record");
    }

    /// <summary>A copy that began with a snapshot is what a full replay gives.</summary>
    public void Recovered(EntityId id, IEntity bySnapshot)
    {
        var whole = Entities.Replay(id, world.Database.Journal(id), bySnapshot.Step);
        if (!whole.Save().State.Span.SequenceEqual(bySnapshot.Save().State.Span))
            throw new GuaranteeBrokenException($"G6: {id} is another at step {bySnapshot.Step} by its snapshot than by its journal");
    }

    public void StandsStill(EntityId id, string reason) => world.Trace($"{id} stands still: {reason}");

    public void Began(EvaluationKey key)
    {
        Trainings++;
        // An audit is nobody's, and may come at any time.
        if (done.Contains(key)) return;
        if (world.IsOver) throw new GuaranteeBrokenException($"{key} is trained long after the end");
        // What the last one to end had asked for may still be trained for a while.
        var open = world.Searches.Where(s => !HasEnded(s)).ToList();
        if (world.Now > lastEnd + Held && open.Count > 0 && open.TrueForAll(s => IsHeld(s.PersistenceId)))
            throw new GuaranteeBrokenException($"{key} is trained long after everything was paused");
    }

    /// <summary>Whether this training ends its process, as the first of its kind do.</summary>
    public bool Kills(EvaluationKey key, bool isSeen)
    {
        var (unseen, seen) = deaths.GetValueOrDefault(key);
        var deadly = world.Results.Kills(key);
        if (unseen + seen >= deadly || (deadly != ScriptedResults.Always && seen + killed.GetValueOrDefault(key) == 2)) return false;
        deaths[key] = isSeen ? (unseen, seen + 1) : (unseen + 1, seen);
        return true;
    }

    /// <summary>Whether somebody may kill a child that trains this: three deaths are a verdict, which must only meet the deadly.</summary>
    public bool MayBeKilled(EvaluationKey key)
    {
        if (deaths.GetValueOrDefault(key).Seen + killed.GetValueOrDefault(key) >= 2) return false;
        killed[key] = killed.GetValueOrDefault(key) + 1;
        return true;
    }

    bool IsHeld(string search) =>
        pausedSince.TryGetValue(search, out var since) && world.Now > since + Held && world.Now > World.Quiet + Held;

    void Happened(EntityId id, IEvent happened)
    {
        switch (happened)
        {
            case RunEnded or ComparisonEnded:
                if (!ended.Add(id.PersistenceId)) throw new GuaranteeBrokenException($"G3: {id} ends twice");
                lastEnd = world.Now;
                break;
            case Paused or ComparisonPaused:
                if (!world.IsPauseWished(id)) throw new GuaranteeBrokenException($"G4: {id} is paused and nobody wishes it");
                pausedSince[id.PersistenceId] = world.Now;
                break;
            case Continued or ComparisonContinued:
                pausedSince.Remove(id.PersistenceId);
                break;
            case Died when id is EvaluationId { Key: var key }:
                var died = world.Database.Journal(id).Count(r => r.Event is Died);
                var witnessed = deaths.GetValueOrDefault(key).Seen + killed.GetValueOrDefault(key);
                if (died > witnessed) throw new GuaranteeBrokenException($"G10: {id} has {died} deaths on record, {witnessed} were seen");
                break;
            case Done or Sentenced when id is EvaluationId { Key: var key }:
                if (!done.Add(key)) throw new GuaranteeBrokenException($"G5: {id} is recorded twice");
                if (happened is Sentenced && world.Results.Kills(key) != ScriptedResults.Always)
                    throw new GuaranteeBrokenException($"G10: {id} is condemned and innocent");
                break;
            case Nondeterministic:
                throw new GuaranteeBrokenException($"G8: {id} has {happened} on record, and results are functions of their keys");
        }
    }
}
