using System.Numerics;

namespace LossActors.Learning.Tensors;

/// <summary>
/// Stochastic gradient descent as PyTorch defines it: g += weightDecay · w; v = g at a parameter's first step, later v = momentum · v + g;
/// w −= lr · v, or lr · (g + momentum · v) with Nesterov's form. Without momentum w −= lr · g.
/// </summary>
public sealed class Sgd : Optimiser
{
    readonly double momentum, weightDecay;
    readonly bool nesterov;
    readonly Tensor[] velocities;
    readonly bool[] moving;

    public Sgd(IEnumerable<Tensor> parameters, double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate)
    {
        if (nesterov && momentum <= 0) throw new ArgumentException("Nesterov's form needs a momentum.", nameof(nesterov));
        (this.momentum, this.weightDecay, this.nesterov) = (momentum, weightDecay, nesterov);
        velocities = momentum == 0 ? [] : ZerosLikeParameters();
        moving = new bool[Parameters.Count];
    }

    private protected override IEnumerable<Tensor> State => velocities;

    private protected override void StepInPlace(int index, Span<float> weights, ReadOnlySpan<float> gradient)
    {
        if (momentum == 0)
        {
            Plain(weights, gradient);
            return;
        }

        WithMomentum(weights, gradient, velocities[index].Elements<float>(), moving[index] ? (float)momentum : 0);
        moving[index] = true;
    }

    private protected override void StepByOperators(int index, Tensor gradient)
    {
        var weight = Parameters[index];
        if (weightDecay != 0) gradient = gradient.PlusTimes(weight, weightDecay);
        if (momentum != 0)
        {
            var velocity = velocities[index];
            if (moving[index]) velocity.Times_(momentum).PlusTimes_(gradient, 1);
            else velocity.copy_(gradient);
            moving[index] = true;
            gradient = nesterov ? gradient.PlusTimes(velocity, momentum) : velocity;
        }

        weight.PlusTimes_(gradient, -LearningRate);
    }

    void Plain(Span<float> w, ReadOnlySpan<float> g)
    {
        float rate = (float)LearningRate, decay = (float)weightDecay;
        var i = 0;
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(w[i..]);
            (weight - rate * (new Vector<float>(g[i..]) + decay * weight)).CopyTo(w[i..]);
        }

        for (; i < w.Length; i++) w[i] -= rate * (g[i] + decay * w[i]);
    }

    void WithMomentum(Span<float> w, ReadOnlySpan<float> g, Span<float> v, float kept)
    {
        float rate = (float)LearningRate, decay = (float)weightDecay, ahead = (float)momentum;
        var i = 0;
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(w[i..]);
            var gradient = new Vector<float>(g[i..]) + decay * weight;
            var speed = kept * new Vector<float>(v[i..]) + gradient;
            speed.CopyTo(v[i..]);
            (weight - rate * (nesterov ? gradient + ahead * speed : speed)).CopyTo(w[i..]);
        }

        for (; i < w.Length; i++)
        {
            var gradient = g[i] + decay * w[i];
            v[i] = kept * v[i] + gradient;
            w[i] -= rate * (nesterov ? gradient + ahead * v[i] : v[i]);
        }
    }
}
