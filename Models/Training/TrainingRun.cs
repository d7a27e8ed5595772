using LossActors.Models.Data;
using LossActors.Models.Losses;
using LossActors.Models.Networks;
using LossActors.Torch;
using LossActors.Torch.Optimisers;

namespace LossActors.Models.Training;

/// <summary>One training: network, optimiser, order and the batch's memory, all its own and gone with it. Lives on one thread.</summary>
sealed class TrainingRun : IDisposable
{
    readonly DataDraw draw;
    readonly LossStep loss;
    readonly Network network;
    readonly Optimizer optimiser;
    readonly InputFeed feed;
    readonly BatchOrder order;
    readonly int[] rows;
    Tensor? inputs;

    public TrainingRun(Recipe recipe, PairedSeed seed, DataDraw draw, LossPlan plan, Device device)
    {
        this.draw = draw;
        order = new(seed, draw.Training.Count, recipe.Batch);
        network = Network.Create(recipe.Network, draw.Shape, draw.Classes, seed);
        if (device.Type != DeviceType.CPU) network.Module.to(device);
        optimiser = recipe.Optimiser switch
        {
            SgdSpec sgd => torch.optim.SGD(network.Module.parameters(), sgd.Lr, sgd.Momentum, 0, sgd.WeightDecay, sgd.Nesterov),
            AdamSpec adam => torch.optim.Adam(network.Module.parameters(), adam.Lr, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay),
            var other => throw new ArgumentException($"No optimiser for {other.GetType().Name}."),
        };
        feed = InputFeed.For(draw, device);
        loss = LossStep.For(plan, order.Size, network.Outputs, device);
        rows = new int[order.Size];
    }

    public int Batch => order.Size;

    /// <summary>One optimiser step.</summary>
    /// <returns>Null, or why training cannot go on; the weights are then those before the step.</returns>
    public DivergenceReason? Step()
    {
        using var scope = torch.NewDisposeScope();
        if (inputs is null || !order.IsWhole) NextBatch();
        var outputs = network.Module.forward(inputs!);
        if (loss.Run(outputs, optimiser.Steps, out var gradient) is { } reason) return reason;
        optimiser.zero_grad();
        outputs.backward(gradient);
        optimiser.step();
        return null;
    }

    /// <summary>Right answers and summed −log p of a split; null if an output is not finite.</summary>
    public (Tally Tally, double CrossEntropy)? Evaluate(Samples samples)
    {
        // The feed's memory is about to hold other rows.
        inputs = null;
        return Evaluation.Of(network, feed, samples, draw.Shape.Size, draw.Classes);
    }

    /// <summary>All weights, in the order of the network's parameters.</summary>
    public float[][] Weights() => [.. network.Module.parameters().Select(p => p.to_array<float>())];

    public void Restore(float[][] weights)
    {
        foreach (var (parameter, values) in network.Module.parameters().Zip(weights)) parameter.copy_from<float>(values);
    }

    public void Dispose()
    {
        loss.Dispose();
        feed.Dispose();
        optimiser.Dispose();
        network.Dispose();
    }

    void NextBatch()
    {
        var chosen = order.Next();
        for (var i = 0; i < chosen.Length; i++)
        {
            rows[i] = draw.Training.Rows[chosen[i]];
            loss.Labels[i] = draw.Training.Labels[chosen[i]];
        }

        inputs = feed.Batch(rows);
    }
}
