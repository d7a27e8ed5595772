using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Simulation.Tests.Scripted;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>Watches from beside the world, at every step: what comes on record, what anybody is told, what is trained. Throws at once.</summary>
sealed class Ledger(World world)
{
    readonly Dictionary<EntityId, long> steps = [];
    readonly Dictionary<EvaluationKey, string> told = [];
    readonly Dictionary<EvaluationKey, int> deaths = [];

    /// <summary>Evaluations whose trainings were begun, with how often.</summary>
    public Dictionary<EvaluationKey, int> Trainings { get; } = [];

    public void Written(EntityId id, IReadOnlyList<JournalRow> rows)
    {
        var number = steps.GetValueOrDefault(id) + 1;
        if (rows.Any(r => r.Step != number)) throw new GuaranteeBrokenException($"G3: {id} has step {rows[0].Step} on record after {number - 1}");
        steps[id] = number;
        if (world.IsOver) throw new GuaranteeBrokenException($"{id} writes {rows[0].Event} long after the end");
    }

    public void Answered(EntityId by, IMessage answer)
    {
        if (answer is not Evaluated { Key: var key, Result.Text: var result }) return;
        if (!told.TryAdd(key, result) && told[key] != result)
            throw new GuaranteeBrokenException($"G5: {by} tells {result}, earlier it told {told[key]}");
    }

    /// <summary>A copy that began with a snapshot is what a full replay gives.</summary>
    public void Recovered(EntityId id, IEntity bySnapshot)
    {
        var whole = world.Replay(id, bySnapshot.Step);
        if (!whole.Save().State.Span.SequenceEqual(bySnapshot.Save().State.Span))
            throw new GuaranteeBrokenException($"G6: {id} is another at step {bySnapshot.Step} by its snapshot than by its journal");
    }

    public void Began(EvaluationKey key, string asker)
    {
        Trainings[key] = Trainings.GetValueOrDefault(key) + 1;
        if (world.IsOver) throw new GuaranteeBrokenException($"{key} is trained for {asker} long after the end");
        if (world.IsHeldBack(asker)) throw new GuaranteeBrokenException($"{key} is trained for {asker} long after its pause");
    }

    /// <summary>Whether this training ends its process, as the first of its kind do.</summary>
    public bool Kills(EvaluationKey key)
    {
        var kills = world.Results.Kills(key);
        if (kills != ScriptedResults.Always && deaths.GetValueOrDefault(key) >= kills) return false;
        deaths[key] = deaths.GetValueOrDefault(key) + 1;
        return true;
    }
}
