using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

/// <summary>
/// Where the randomness of one training comes from. Two losses trained from the same paired seed meet the same data, label
/// noise, initial weights and order.
/// </summary>
/// <param name="Recipe">The recipe's seed; alone it decides which points are held back for proofs.</param>
/// <param name="Draw">The recipe's seed in a search, a seed derived from it in a proof.</param>
/// <param name="Training">Index of the training among all of this draw.</param>
public readonly record struct PairedSeed(ulong Recipe, ulong Draw, uint Training)
{
    /// <summary>The seed of a training that selects among losses.</summary>
    public static PairedSeed ForSearch(ulong recipe, uint training) => new(recipe, recipe, training);

    /// <summary>The seed of a training that proves a loss on a draw that no search has seen.</summary>
    public static PairedSeed ForProof(ulong recipe, ulong draw, uint training) => Fresh(recipe, draw, training, 0x50524F4F, 0x46000000);

    /// <summary>The seed of a training that compares losses on a draw that neither searches nor proofs have seen.</summary>
    public static PairedSeed ForStudy(ulong recipe, ulong draw, uint training) => Fresh(recipe, draw, training, 0x53545544, 0x59000000);

    static PairedSeed Fresh(ulong recipe, ulong draw, uint training, uint third, uint fourth)
    {
        // One block of the keyed bijection is a hash of the draw; no search stream has its third word.
        var (low, high, _, _) = Philox.Block((uint)draw, (uint)(draw >> 32), third, fourth, (uint)recipe, (uint)(recipe >> 32));
        return new(recipe, (ulong)high << 32 | low, training);
    }

    /// <summary>Draws of this training alone.</summary>
    internal RandomStream Stream(Purpose purpose, uint part = 0) => Philox.Stream(Draw, Training, part, purpose);

    /// <summary>Draws that all trainings of the same draw share.</summary>
    internal RandomStream SharedStream(Purpose purpose, uint part = 0) => Philox.Stream(Draw, 0, part, purpose);

    /// <summary>Draws that searches and proofs of a recipe share.</summary>
    internal RandomStream RecipeStream(Purpose purpose, uint part = 0) => Philox.Stream(Recipe, 0, part, purpose);
}
