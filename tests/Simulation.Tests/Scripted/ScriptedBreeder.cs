using System.Collections.Immutable;
using LossActors.Actors.Islands;

namespace LossActors.Simulation.Tests.Scripted;

/// <summary>
/// Names losses by a hash of (seed, island, birth, draw, parents). The names are few, so that twins come up within an island and
/// the same evaluation is asked for by several.
/// </summary>
sealed class ScriptedBreeder(int names = 400) : IBreeder
{
    public Offspring Breed(IslandPlan plan, int birth, ImmutableSortedSet<Individual> population, Func<string, bool> isTaken)
    {
        if (birth < plan.Seeds.Length) return Child(plan.Seeds[birth], "seed", [], 0);
        for (var draw = 0; ; draw++)
        {
            var h = Mix.Of(plan.Seed, (ulong)plan.Island, (ulong)birth, (ulong)draw);
            var parents = birth < plan.Population || population.IsEmpty ? []
                : new[] { population[(int)(h % (ulong)population.Count)], population[(int)(h / 7 % (ulong)population.Count)] };
            foreach (var parent in parents) h = Mix.Of(h, Mix.Of(parent.Genome), (ulong)parent.Measurements);
            var genome = $"loss {h % (ulong)names}";
            if (draw == 10 || !isTaken(genome))
                return Child(genome, parents.Length == 0 ? "random" : "cross", [.. parents.Select(p => p.Origin)], draw);
        }
    }

    static Offspring Child(string genome, string how, ImmutableArray<Origin> parents, int redrawn) => new(
        genome, how, parents, (int)(Mix.Of(genome) % 9) + 1, 1, [genome],
        redrawn == 0 ? ImmutableSortedDictionary<string, int>.Empty : ImmutableSortedDictionary<string, int>.Empty.Add("twin", redrawn));
}
