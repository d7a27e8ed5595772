using System.Collections.Immutable;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Runs;

/// <summary>Whether a founding is that of a run on record.</summary>
public static class RunFoundings
{
    /// <summary>
    /// Why the founding is another one, in a sentence, or null. The places of data files and the program's decision version may differ: the
    /// ones on record hold. A founding without steers goes on with those on record.
    /// </summary>
    public static string? WhyOther(RunState run, FoundRun founding) =>
        !Text(run.Plan!).SequenceEqual(Text(founding.Plan))
            ? $"Run '{founding.Plan.Name}' is on record with another plan: give the new one another name, or take back the change."
        : RepeatsOthers(run, founding.Steers)
            ? $"Run '{founding.Plan.Name}' is on record with other steers: repeat these in a run of another name."
        : null;

    /// <summary>Whether steers would be repeated that the run was founded without.</summary>
    public static bool RepeatsOthers(RunState run, ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> steers) =>
        !steers.IsEmpty && !RunJson.Bytes(run.Steers).SequenceEqual(RunJson.Bytes(steers));

    static byte[] Text(RunPlan plan) => RunJson.Bytes(plan with
    {
        Islands = plan.Islands with { Recipe = plan.Islands.Recipe.Identity, DecisionVersion = IslandPlan.CurrentDecisionVersion },
    });
}
