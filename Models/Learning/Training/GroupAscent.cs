using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Learning.Training;

/// <summary>The gradients of <see cref="SharpDroSpec"/>.</summary>
sealed class GroupAscent : IDisposable
{
    readonly Ascent ascent;
    readonly GroupWeights weights;
    readonly Tensor[] parameters;
    readonly Tensor[] held;
    readonly int[] all;
    readonly int[] batch;

    /// <exception cref="FormatException">The data have no groups, or the loss is more than a mean; the message names the key.</exception>
    public GroupAscent(SharpDroSpec spec, LossGenome loss, Network network, Samples training, int size)
    {
        if (!loss.Reduction.IsPlain || !loss.Schedule.IsPlain || !loss.Sharpness.IsPlain)
            throw new FormatException(
                $"sharp-dro trains a mean of sample losses, but \"{loss}\" has genes of its own; leave out one of the two.");
        all = training.Groups ?? throw new FormatException(
            "sharp-dro weighs groups of samples, but the data have none; "
            + "corrupt them (dataset.corruption), so that severities are groups.");
        weights = new(all.Max() + 1, spec.Rate);
        ascent = new(Sharpness.Sam(spec.Radius), network);
        parameters = [.. network.Trained];
        held = [.. parameters.Select(p => torch.zeros_like(p).DetachFromDisposeScope())];
        batch = new int[size];
    }

    /// <summary>The next batch.</summary>
    /// <param name="chosen">Positions in the training split.</param>
    public void Meet(ReadOnlySpan<int> chosen)
    {
        for (var i = 0; i < batch.Length; i++) batch[i] = all[chosen[i]];
    }

    /// <summary>Leaves the gradients in the parameters, which are where they were.</summary>
    /// <returns>Null, or why training cannot go on.</returns>
    public DivergenceReason? Step(Network network, Tensor inputs, LossStep loss, Optimiser optimiser)
    {
        var outputs = network.Forward(inputs);
        if (loss.Run(outputs, optimiser.Steps, out var mean) is { } reason) return reason;
        // The gradient at the logits is that of the mean, so a sample's share counts batch times.
        var losses = loss.SampleLosses(outputs, optimiser.Steps);
        float[] shares = [.. weights.Take(batch, losses).Select(share => (float)(share * batch.Length))];
        using var worst = TensorMemory.From<float>(shares, [batch.Length, 1], mean.device);
        optimiser.ZeroGradients();
        Gradients.Backward(outputs, mean - mean * worst, retainGraph: true);
        Hold();
        optimiser.ZeroGradients();
        Gradients.Backward(outputs, mean);
        ascent.Climb();
        var above = network.Forward(inputs);
        var failed = loss.Run(above, optimiser.Steps, out var there);
        optimiser.ZeroGradients();
        if (failed is null) Gradients.Backward(above, there * worst);
        ascent.Return();
        AddHeld();
        return failed;
    }

    public void Dispose()
    {
        ascent.Dispose();
        foreach (var gradient in held) gradient.Dispose();
    }

    void Hold()
    {
        using var quiet = torch.no_grad();
        for (var i = 0; i < held.Length; i++)
            if (parameters[i].grad is { } gradient) held[i].copy_(gradient);
    }

    void AddHeld()
    {
        using var quiet = torch.no_grad();
        for (var i = 0; i < held.Length; i++) parameters[i].grad?.PlusTimes_(held[i], 1);
    }
}
