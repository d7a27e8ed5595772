using LossActors.Actors.Entities;
using LossActors.Actors.Trials;

namespace LossActors.Actors.Comparisons;

/// <summary>A comparison in memory.</summary>
public sealed class ComparisonEntity(ComparisonId id, ComparisonLogic logic, IEntityWorld world)
    : TrialEntity<ComparisonState, ComparisonEvent>(id, logic, world)
{
    readonly string name = id.Name;

    public override EntitySnapshot Save() => ComparisonJson.Save(State, Step);

    protected override ComparisonState Read(EntitySnapshot snapshot) => ComparisonJson.Load(snapshot);

    protected override IMessage? AnswerFounding(IMessage founding)
    {
        var plan = ((FoundComparison)founding).Plan;
        return plan.Name != name ? new ComparisonFounded($"The plan is that of comparison '{plan.Name}', and this is comparison '{name}'.")
            : State.Plan is not { } mine ? null
            : Text(mine).SequenceEqual(Text(plan)) ? new ComparisonFounded(null)
            : new ComparisonFounded(
                $"Comparison '{name}' is on record with another plan: give the new one another name, or take back the change.");
    }

    /// <summary>What makes two plans one: neither the places of data files nor how the results are read.</summary>
    static byte[] Text(ComparisonPlan plan) => ComparisonJson.Bytes(plan with
    {
        Reading = new ComparisonReading(),
        Entries = [.. plan.Entries.Select(WithoutPlaces)],
        Requests = plan.Requests is { } requests ? requests with { Recipes = [.. requests.Recipes.Select(r => r.Identity)] } : null,
    });

    static ComparisonEntry WithoutPlaces(ComparisonEntry entry) =>
        entry with { Trained = WithoutPlaces(entry.Trained), Candidates = [.. entry.Candidates.Select(WithoutPlaces)] };

    static Entrant WithoutPlaces(Entrant entrant) => entrant with { Recipe = entrant.Recipe.Identity };
}
