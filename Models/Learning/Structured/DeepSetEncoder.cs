using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>
/// Sets and rankings as bags of (item, place), each with its vector, summed and read out by a perceptron (deep sets; Zaheer et al.,
/// NeurIPS 2017). A set's members all have the one place; who is no member is not in the bag.
/// </summary>
sealed class DeepSetEncoder : OutputEncoder
{
    readonly int items, places;
    readonly Linear vectors;
    readonly Sequential readout;

    public DeepSetEncoder(int items, int places, EmbeddingSpec spec) : base("DeepSetEncoder")
    {
        (this.items, this.places) = (items, places);
        // A matrix of the vectors: a bag is a row of zeros and ones, and their sum its product.
        register_module("vectors", vectors = nn.Linear(items * places, spec.Hidden));
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (var i = 0; i < spec.Layers; i++)
            layers.AddRange([nn.ReLU(), nn.Linear(spec.Hidden, i == spec.Layers - 1 ? spec.Width : spec.Hidden)]);
        register_module("readout", readout = nn.Sequential([.. layers]));
    }

    public override Tensor Encode(StructuredOutputs outputs, ReadOnlySpan<int> rows) => Forward(Bags(outputs, rows));

    /// <param name="bags">[structures, items · places], shares in [0, 1].</param>
    public Tensor Forward(Tensor bags)
    {
        using var scope = NewDisposeScope();
        return Directions(readout.forward(vectors.forward(bags))).MoveToOuterDisposeScope();
    }

    public Tensor Bags(StructuredOutputs outputs, ReadOnlySpan<int> rows)
    {
        var bags = zeros(rows.Length, items * places);
        var values = bags.Elements<float>();
        for (var i = 0; i < rows.Length; i++)
            for (var k = 0; k < items; k++)
            {
                if (outputs is LabelSetOutputs sets) values[i * items + k] = sets.Members(rows[i])[k];
                else values[(i * items + k) * places + ((RankingOutputs)outputs).Ranks(rows[i])[k]] = 1;
            }

        return bags;
    }
}
