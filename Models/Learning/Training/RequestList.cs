using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>Requests for whole measurements in their order: thousands share a few recipes, each of which is written once.</summary>
public sealed record RequestList(IReadOnlyList<Recipe> Recipes, IReadOnlyList<ListedRequest> Listed) : ICanonical<RequestList>
{
    [JsonIgnore]
    public int Count => Listed.Count;

    [JsonIgnore]
    public EvaluationRequest this[int place] => new(Listed[place].Genome, Recipes[Listed[place].Recipe], 1, 0, Listed[place].Purpose);

    /// <param name="requests">Of whole trainings, and of each the first measurement.</param>
    public static RequestList Of(IEnumerable<EvaluationRequest> requests)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var recipes = new List<Recipe>();
        var listed = new List<ListedRequest>();
        foreach (var request in requests)
        {
            if (request is not { Rung: 1, Repeat: 0 })
                throw new ArgumentException("Only whole trainings, and of each the first measurement, are listed.", nameof(requests));
            var recipe = request.Recipe.ToJson();
            if (places.TryAdd(recipe, recipes.Count)) recipes.Add(request.Recipe);
            listed.Add(new(request.Genome, places[recipe], request.Purpose));
        }

        return new(recipes, listed);
    }

    /// <summary>Canonical JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingJson.Canonical.RequestList);

    /// <exception cref="FormatException">Not such a list, or one of its requests does not read.</exception>
    public static RequestList Parse(string json)
    {
        try
        {
            var list = JsonSerializer.Deserialize(json, TrainingJson.Canonical.RequestList)
                ?? throw new FormatException("The list of requests is null.");
            for (var place = 0; place < list.Count; place++)
            {
                if (list.Listed[place].Recipe < 0 || list.Listed[place].Recipe >= list.Recipes.Count)
                    throw new FormatException($"Request {place} has recipe {list.Listed[place].Recipe} of {list.Recipes.Count}.");
                list[place].Check();
            }

            return list;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException($"The list of requests does not read: {e.Message}", e);
        }
    }
}

/// <param name="Recipe">Its place among the list's.</param>
public sealed record ListedRequest(string Genome, int Recipe, Purpose Purpose);
