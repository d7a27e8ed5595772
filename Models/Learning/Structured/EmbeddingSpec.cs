using System.Text.Json.Serialization;

namespace LossActors.Learning.Structured;

/// <summary>
/// The output embedding ψ, from structures to the unit sphere. Learned, it sees outputs alone: InfoNCE over a batch in both directions
/// (NT-Xent; Chen et al., ICML 2020) between structures and themselves with a few random edits. The paper's augmentation, encoder and
/// temperature are not known; these are our choices.
/// </summary>
/// <param name="Width">Numbers in a vector, except of <see cref="EmbeddingKind.OneHot"/>, which has one for every entry.</param>
/// <param name="Hidden">Width of the encoder's layers.</param>
/// <param name="Layers">Rounds of messages in graphs, blocks in sequences, hidden layers else.</param>
/// <param name="Steps">Of learning.</param>
/// <param name="Batch">Structures a step.</param>
/// <param name="Temperature">Cosines are divided by it.</param>
/// <param name="Edits">Most edits of a structure that should stay near; at least one is made.</param>
/// <param name="FarEdits">
/// Edits, twice as many at the most, that make of each structure a third which should not be near; 0: other structures alone are far.
/// </param>
/// <param name="Rate">Adam's.</param>
/// <param name="Order">Of the nodes of graphs, in <see cref="EmbeddingKind.OneHot"/>.</param>
public sealed record EmbeddingSpec(
    EmbeddingKind Kind = EmbeddingKind.Learned, int Width = 128, int Hidden = 64, int Layers = 3, int Steps = 1000, int Batch = 128,
    double Temperature = 0.05, int Edits = 2, int FarEdits = 4,
    [property: JsonPropertyName("lr")] double Rate = 1e-3, NodeOrder Order = NodeOrder.Canonical)
{
    internal IEnumerable<(string Key, string Problem)> Problems()
    {
        if (Width is < 2 or > 4096) yield return ("width", $"is {Width}; it is 2 to 4096");
        if (Hidden is < 1 or > 4096) yield return ("hidden", $"is {Hidden}; it is 1 to 4096");
        if (Layers is < 1 or > 32) yield return ("layers", $"is {Layers}; it is 1 to 32");
        if (Steps is < 1 or > 10_000_000) yield return ("steps", $"is {Steps}; at least 1 is needed");
        if (Batch is < 2 or > 65536) yield return ("batch", $"is {Batch}; it is 2 to 65536");
        if (!(Temperature > 0 && double.IsFinite(Temperature))) yield return ("temperature", $"is {Temperature}; it is above 0");
        if (Edits is < 1 or > 1000) yield return ("edits", $"is {Edits}; it is 1 to 1000");
        if (FarEdits is < 0 or > 1000) yield return ("far-edits", $"is {FarEdits}; it is 0 to 1000");
        if (Kind == EmbeddingKind.Learned && FarEdits > 0 && FarEdits <= Edits)
            yield return ("far-edits", $"is {FarEdits}, where up to {Edits} edits should stay near; raise it above that, or set it to 0");
        if (!(Rate > 0 && double.IsFinite(Rate))) yield return ("lr", $"is {Rate}; it is above 0");
    }
}
