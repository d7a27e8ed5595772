using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LossActors.Learning.Training;

/// <summary>
/// One measurement of a loss: <see cref="Recipe.Repeats"/> trainings from the paired seeds Repeat·Repeats … +Repeats − 1, so
/// that two losses at the same repeat meet the same data, weights and order.
/// </summary>
/// <param name="Genome">The canonical text; this text is what is trained.</param>
/// <param name="Rung">Fraction of the recipe's steps, in (0, 1].</param>
/// <param name="Repeat">Number of the measurement of this loss, ≥ 0.</param>
public sealed record EvaluationRequest(string Genome, Recipe Recipe, double Rung, int Repeat, Purpose Purpose)
    : ICanonical<EvaluationRequest>
{
    /// <summary>Raised whenever the same request would give other bits on the same machine.</summary>
    public const int TrainerVersion = 2;

    /// <summary>Canonical JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingJson.Canonical.EvaluationRequest);

    /// <exception cref="FormatException">Not a request, or a value out of range; the message names the key.</exception>
    public static EvaluationRequest Parse(string json)
    {
        try
        {
            var request = JsonSerializer.Deserialize(json, TrainingJson.Canonical.EvaluationRequest)
                ?? throw new FormatException("The request is null.");
            request.Check();
            return request;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException($"The evaluation request does not read: {e.Message}", e);
        }
    }

    /// <summary>
    /// SHA-256, hex, of all that the result's bits depend on: this request with data content for places, the trainer's version,
    /// the arithmetic class. The key of the durable fitness cache.
    /// </summary>
    /// <exception cref="InvalidOperationException">The recipe's data are not pinned.</exception>
    public string WorkKey(string arithmeticClass)
    {
        var text = $"{(this with { Recipe = Recipe.Identity }).ToJson()}\ntrainer {Purpose.TrainerVersion}\narithmetic {arithmeticClass}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <exception cref="FormatException">A value is out of range; the message names the key.</exception>
    public void Check()
    {
        if (Recipe.Problems() is [var first, ..]) throw new FormatException($"{first.Key} {first.Problem}.");
        if (!(Rung > 0 && Rung <= 1)) throw new FormatException($"rung is {Rung}; it is a fraction of the steps, in (0, 1].");
        if (Repeat < 0) throw new FormatException($"repeat is {Repeat}; it counts from 0.");
        if (Purpose.Problem is { } problem) throw new FormatException($"purpose.{problem}.");
        if (string.IsNullOrWhiteSpace(Genome)) throw new FormatException("genome is empty.");
    }
}
