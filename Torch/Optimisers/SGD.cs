using System.Numerics;
using LossActors.Torch.Interop;

namespace LossActors.Torch.Optimisers;

/// <summary>
/// Stochastic gradient descent as PyTorch defines it: g += weight_decay · w; v = g at a parameter's first step, later v = momentum · v + (1 − dampening) · g;
/// w −= lr · v, or lr · (g + momentum · v) with Nesterov's form. Without momentum w −= lr · g.
/// </summary>
public sealed unsafe class SGD : Optimizer
{
    readonly double momentum, dampening, weightDecay;
    readonly bool nesterov;
    readonly Tensor[] velocities;
    readonly bool[] moving;

    internal SGD(IEnumerable<Tensor> parameters, double learningRate, double momentum, double dampening, double weightDecay, bool nesterov)
        : base(parameters, learningRate)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov's form needs a momentum and no dampening.", nameof(nesterov));
        (this.momentum, this.dampening, this.weightDecay, this.nesterov) = (momentum, dampening, weightDecay, nesterov);
        velocities = momentum == 0 ? [] : ZerosLikeParameters();
        moving = new bool[Parameters.Count];
    }

    public override IEnumerable<(string name, Tensor tensor)> state() => velocities.Select((v, i) => ($"{i}.momentum_buffer", v));

    private protected override void StepInPlace(StepView* views)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (views[i].Weight is null)
                continue;
            if (momentum == 0)
            {
                Plain(views[i]);
                continue;
            }
            fixed (float* velocity = velocities[i].data<float>())
                WithMomentum(views[i], velocity, moving[i]);
            moving[i] = true;
        }
    }

    void Plain(StepView view)
    {
        float rate = (float)LearningRate, decay = (float)weightDecay;
        var w = new Span<float>(view.Weight, (int)view.Count);
        var g = new ReadOnlySpan<float>(view.Gradient, (int)view.Count);
        int i = 0;
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(w[i..]);
            (weight - rate * (new Vector<float>(g[i..]) + decay * weight)).CopyTo(w[i..]);
        }
        for (; i < w.Length; i++)
            w[i] -= rate * (g[i] + decay * w[i]);
    }

    void WithMomentum(StepView view, float* velocity, bool isMoving)
    {
        float rate = (float)LearningRate, decay = (float)weightDecay;
        float kept = isMoving ? (float)momentum : 0, taken = isMoving ? (float)(1 - dampening) : 1, ahead = (float)momentum;
        var w = new Span<float>(view.Weight, (int)view.Count);
        var g = new ReadOnlySpan<float>(view.Gradient, (int)view.Count);
        var v = new Span<float>(velocity, (int)view.Count);
        int i = 0;
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(w[i..]);
            var gradient = new Vector<float>(g[i..]) + decay * weight;
            var speed = kept * new Vector<float>(v[i..]) + taken * gradient;
            speed.CopyTo(v[i..]);
            (weight - rate * (nesterov ? gradient + ahead * speed : speed)).CopyTo(w[i..]);
        }
        for (; i < w.Length; i++)
        {
            float gradient = g[i] + decay * w[i];
            v[i] = kept * v[i] + taken * gradient;
            w[i] -= rate * (nesterov ? gradient + ahead * v[i] : v[i]);
        }
    }

    private protected override void StepByOperators()
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var (indexes, gradients) = Gradients();
        if (indexes.Length == 0)
            return;
        var weights = Pick(Parameters, indexes);
        if (weightDecay != 0)
            gradients = Foreach(Aten.ForeachAdd.CallMany(gradients, weights, weightDecay));
        var steps = gradients;
        if (momentum != 0)
        {
            steps = Pick(velocities, indexes);
            for (int i = 0; i < indexes.Length; i++)
                Accelerate(steps[i], gradients[i], indexes[i]);
            if (nesterov)
                steps = Foreach(Aten.ForeachAdd.CallMany(gradients, steps, momentum));
        }
        Aten.ForeachAddList.Run(weights, steps, -LearningRate);
    }

    void Accelerate(Tensor velocity, Tensor gradient, int index)
    {
        if (moving[index])
            velocity.mul_(momentum).add_(gradient, 1 - dampening);
        else
            velocity.copy_(gradient);
        moving[index] = true;
    }

    static Tensor[] Foreach(Tensor?[] results) => Array.ConvertAll(results, t => t!);
}
