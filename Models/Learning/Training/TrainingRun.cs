using LossActors.Learning.Data;
using LossActors.Learning.Losses;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;

namespace LossActors.Learning.Training;

/// <summary>One training: network, optimiser, order and the batch's memory, all its own and gone with it. Lives on one thread.</summary>
sealed class TrainingRun : IDisposable
{
    readonly DataDraw draw;
    readonly OptimiserSpec rates;
    readonly int steps;
    readonly LossStep loss;
    readonly Network network;
    readonly Optimiser optimiser;
    readonly Optimiser? thresholdOptimiser;
    readonly DensePass? dense;
    readonly Ascent? ascent;
    readonly GroupAscent? groups;
    readonly InputFeed feed;
    readonly SurrogateHead? head;
    readonly BatchOrder order;
    readonly Views? views;
    readonly int[] rows;
    Tensor? inputs;

    /// <param name="steps">How many there will be, which fractions of a schedule are of; the recipe's without it.</param>
    /// <param name="alive">Called again and again while what comes before the first step takes long.</param>
    public TrainingRun(
        Recipe recipe, PairedSeed seed, DataDraw draw, LossPlan plan, Device device, int? steps = null, Action? alive = null)
    {
        (this.draw, rates, this.steps) = (draw, recipe.Optimiser, steps ?? recipe.Steps);
        order = new(seed, draw.Training.Count, recipe.Batch);
        if (recipe.Structure is { } structure)
            head = new(structure, draw, OutputSpace.Of(structure, draw, seed, alive ?? (() => { })), device);
        network = Network.Create(recipe.Network, draw.Shape, head?.Space.Width ?? draw.Classes, seed);
        if (device.type != DeviceType.CPU) network.To(device);
        optimiser = OptimiserOf(recipe.Optimiser, network.Parameters);
        dense = head is null ? DensePass.For(recipe.Network, draw.Shape, network, order.Size, device) : null;
        feed = InputFeed.For(draw, device);
        loss = LossStep.For(plan, order.Size, head is null ? network.Outputs : order.Size, device);
        // Weight decay would pull a threshold to 0, where no loss lies.
        if (loss.Threshold is { } threshold) thresholdOptimiser = OptimiserOf(recipe.Optimiser.WithDecay(0), [threshold]);
        if (!plan.Genome.Sharpness.IsPlain) ascent = new(plan.Genome.Sharpness, network);
        if (recipe.SharpDro is { } sharpDro) groups = new(sharpDro, plan.Genome, network, draw.Training, order.Size);
        views = draw.Augmentation is { } augmentation ? new(augmentation, seed) : null;
        rows = new int[order.Size];
    }

    public int Batch => order.Size;

    public long Parameters => network.Parameters.Sum(p => p.numel());

    /// <summary>1, or 2 under a sharpness.</summary>
    public int GradientsPerStep => ascent is null && groups is null ? 1 : 2;

    /// <summary>
    /// The loss's learned threshold, trained beside the weights at the same rate and without weight decay; null for none.
    /// </summary>
    public Tensor? Threshold => loss.Threshold;

    /// <summary>One optimiser step. Under a sharpness both gradients are of the same batch, at the same point of the schedule.</summary>
    /// <returns>Null, or why training cannot go on; the weights are then those before the step.</returns>
    public DivergenceReason? Step()
    {
        using var scope = torch.NewDisposeScope();
        if (inputs is null || !order.IsWhole || views is not null) NextBatch();
        if (groups is not null)
        {
            if (groups.Step(network, inputs!, loss, optimiser) is { } failed) return failed;
        }
        else if (Backward() is { } reason)
        {
            return reason;
        }

        if (ascent is not null)
        {
            ascent.Climb();
            var above = Backward();
            ascent.Return();
            if (above is not null) return above;
        }

        optimiser.LearningRate = rates.RateAt(optimiser.Steps, steps);
        optimiser.Step();
        if (thresholdOptimiser is not null)
        {
            thresholdOptimiser.LearningRate = optimiser.LearningRate;
            thresholdOptimiser.Step();
        }

        return null;
    }

    /// <summary>
    /// Right answers and summed −log p of a split; of structures right parts and summed ‖h(x) − ψ(y)‖². Null if an output is not
    /// finite.
    /// </summary>
    public (Tally Tally, double CrossEntropy)? Evaluate(Samples samples)
    {
        // The feed's memory is about to hold other rows.
        inputs = null;
        return head is null
            ? Evaluation.Of(network, feed, samples, draw.Shape.Size, draw.Classes)
            : StructureEvaluation.Of(network, feed, head, samples);
    }

    /// <summary>All that can be told of a split; null if an output is not finite.</summary>
    /// <param name="beta">Level of the tail loss.</param>
    /// <param name="details">What is told of structures beyond their score; null for nothing.</param>
    public SplitScore? Score(Samples samples, double beta, StructureDetails? details = null)
    {
        inputs = null;
        if (head is not null) return StructureEvaluation.Score(network, feed, head, samples, beta, details);
        var scoring = new Scoring(samples, draw.Classes, beta);
        return Evaluation.Each(network, feed, samples, draw.Shape.Size, draw.Classes, scoring.Add) ? scoring.Done() : null;
    }

    /// <summary>√Σw² over all parameters, summed in double precision in their order.</summary>
    public double WeightNorm()
    {
        var sum = 0.0;
        foreach (var parameter in network.Parameters)
            foreach (var w in parameter.ToArray<float>()) sum += (double)w * w;
        return Math.Sqrt(sum);
    }

    /// <summary>The network's state: all parameters in their order, then all buffers, such as running means.</summary>
    public float[][] Weights() => [.. State.Select(t => t.ToArray<float>())];

    public void Restore(float[][] weights)
    {
        foreach (var (tensor, values) in State.Zip(weights)) tensor.CopyFrom<float>(values);
    }

    public void Dispose()
    {
        loss.Dispose();
        feed.Dispose();
        optimiser.Dispose();
        thresholdOptimiser?.Dispose();
        dense?.Dispose();
        ascent?.Dispose();
        groups?.Dispose();
        head?.Dispose();
        network.Dispose();
    }

    IEnumerable<Tensor> State => network.Parameters.Concat(network.Buffers);

    static Optimiser OptimiserOf(OptimiserSpec spec, IEnumerable<Tensor> parameters) => spec switch
    {
        SgdSpec sgd => new Sgd(parameters, sgd.Lr, sgd.Momentum, sgd.WeightDecay, sgd.Nesterov),
        AdamSpec adam => new Adam(parameters, adam.Lr, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay),
        _ => throw new ArgumentException($"No optimiser for {spec.GetType().Name}."),
    };

    /// <summary>The gradients of the batch at the weights as they are.</summary>
    DivergenceReason? Backward()
    {
        var outputs = dense is null ? network.Forward(inputs!) : dense.Forward(inputs!);
        if (head is not null) outputs = head.Scores(outputs);
        if (loss.Run(outputs, optimiser.Steps, out var gradient) is { } reason) return reason;
        if (dense is not null)
        {
            dense.Backward(gradient);
            return null;
        }

        optimiser.ZeroGradients();
        Gradients.Backward(outputs, gradient);
        return null;
    }

    void NextBatch()
    {
        var chosen = order.Next();
        for (var i = 0; i < chosen.Length; i++)
        {
            rows[i] = draw.Training.Rows[chosen[i]];
            loss.Labels[i] = head is null ? draw.Training.Labels[chosen[i]] : i;
        }

        head?.Meet(rows);
        groups?.Meet(chosen);
        inputs = feed.Batch(rows, views is null ? default : views.Next(rows.Length));
    }
}
