using System.Globalization;
using System.Text.Json.Nodes;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reports;

/// <summary>How losses were trained, a line each.</summary>
static class RecipeTable
{
    /// <summary>Characters of a hash that tell data apart.</summary>
    const int HashLength = 16;

    /// <param name="networks">With the names that the report has for them.</param>
    /// <param name="rate">Where the learning rate comes from, in words.</param>
    /// <param name="more">Lines of the report's own.</param>
    public static Table Of(
        Recipe recipe, IEnumerable<(string Name, NetworkSpec Network)> networks, string rate,
        params IEnumerable<(string What, string How)> more)
    {
        IEnumerable<(string What, string How)> lines =
        [
            ("data set", Words(recipe, "dataset", [.. recipe.Dataset.PlaceKeys])),
            .. recipe.Dataset is PooledSpec { Content: { } content }
                ? [("data, SHA-256", $"`{content[..Math.Min(HashLength, content.Length)]}…`")] : Array.Empty<(string, string)>(),
            .. networks.Select(n => ($"network {n.Name}".TrimEnd(), Words(recipe with { Network = n.Network }, "network"))),
            ("optimiser", Words(recipe, "optimiser", "lr")),
            ("learning rate", rate),
            ("batch", $"{recipe.Batch} samples"),
            ("steps", $"{recipe.Steps}"),
            ("gradients", recipe.Scale == ScaleDefault.Unit
                ? "of unit scale: at uniform predictions as large as cross-entropy's" : "as the formulas have them"),
            .. more,
            ("seed", recipe.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        return new("The recipe", ["what", "how"], [.. lines.Select(l => (IReadOnlyList<string>)[l.What, l.How])]);
    }

    /// <summary>A part of a recipe: its kind, then what else it says.</summary>
    static string Words(Recipe recipe, string part, params string[] without) =>
        Words(JsonNode.Parse(recipe.ToJson())![part]!.AsObject(), without);

    static string Words(JsonObject fields, params string[] without)
    {
        var said = fields.Where(f => f.Key is not ("kind" or "content") && !without.Contains(f.Key))
            .Select(f => $"{f.Key} {(f.Key == "path" ? DataSource.NameOf($"{f.Value}") : Value(f.Value!))}").ToList();
        var kind = fields["kind"]?.GetValue<string>() ?? "";
        return said.Count == 0 ? kind : kind.Length == 0 ? string.Join(", ", said) : $"{kind}: {string.Join(", ", said)}";
    }

    static string Value(JsonNode value) => value switch
    {
        JsonObject inner => $"({Words(inner)})",
        JsonArray list => string.Join('-', list.Select(v => v!.ToJsonString())) is { Length: > 0 } text ? text : "none",
        JsonValue v when v.TryGetValue<string>(out var text) =>
            text.Length == 1 ? $"'{text}'" : text.Replace("\n", " and ", StringComparison.Ordinal),
        _ => value.ToJsonString() switch { "true" => "yes", "false" => "no", var number => number },
    };
}
