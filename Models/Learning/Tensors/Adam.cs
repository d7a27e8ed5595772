using System.Numerics;

namespace LossActors.Learning.Tensors;

/// <summary>
/// Adam as PyTorch defines it (Kingma and Ba, arXiv 1412.6980): g += weightDecay · w; m += (1 − β₁)(g − m); v = β₂ v + (1 − β₂) g²;
/// w −= lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + epsilon). The step t counts for each parameter the steps in which it had a gradient.
/// </summary>
public sealed class Adam : Optimiser
{
    readonly double beta1, beta2, epsilon, weightDecay;
    readonly Tensor[] means, squares;
    readonly long[] times;

    public Adam(
        IEnumerable<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
        double weightDecay = 0)
        : base(parameters, learningRate)
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
            throw new ArgumentException("Adam's betas are at least 0 and below 1.");
        (this.beta1, this.beta2, this.epsilon, this.weightDecay) = (beta1, beta2, epsilon, weightDecay);
        (means, squares) = (ZerosLikeParameters(), ZerosLikeParameters());
        times = new long[Parameters.Count];
    }

    private protected override IEnumerable<Tensor> State => means.Concat(squares);

    private protected override void StepInPlace(int index, Span<float> weights, ReadOnlySpan<float> gradient) =>
        Update(weights, gradient, means[index].Elements<float>(), squares[index].Elements<float>(), ++times[index]);

    private protected override void StepByOperators(int index, Tensor gradient)
    {
        var (weight, mean, square, time) = (Parameters[index], means[index], squares[index], ++times[index]);
        if (weightDecay != 0) gradient = gradient.PlusTimes(weight, weightDecay);
        mean.PlusTimes_(gradient - mean, 1 - beta1);
        using TorchSharp.Scalar taken = Numbers.Kept(1 - beta2), root = Numbers.Kept(Math.Sqrt(1 - Math.Pow(beta2, time))),
            small = Numbers.Kept(epsilon), rate = Numbers.Kept(-LearningRate / (1 - Math.Pow(beta1, time)));
        square.Times_(beta2).addcmul_(gradient, gradient, taken);
        weight.addcdiv_(mean, square.sqrt().div_(root).add_(small), rate);
    }

    void Update(Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> v, long time)
    {
        float rate = (float)(LearningRate / (1 - Math.Pow(beta1, time))), root = (float)Math.Sqrt(1 - Math.Pow(beta2, time));
        float decay = (float)weightDecay, blend = (float)(1 - beta1);
        float kept = (float)beta2, taken = (float)(1 - beta2), small = (float)epsilon;
        var i = 0;
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(w[i..]);
            var gradient = new Vector<float>(g[i..]) + decay * weight;
            var first = new Vector<float>(m[i..]);
            first += blend * (gradient - first);
            var second = kept * new Vector<float>(v[i..]) + taken * (gradient * gradient);
            first.CopyTo(m[i..]);
            second.CopyTo(v[i..]);
            (weight - rate * (first / (Vector.SquareRoot(second) / new Vector<float>(root) + new Vector<float>(small)))).CopyTo(w[i..]);
        }

        for (; i < w.Length; i++)
        {
            var gradient = g[i] + decay * w[i];
            m[i] += blend * (gradient - m[i]);
            v[i] = kept * v[i] + taken * (gradient * gradient);
            w[i] -= rate * (m[i] / (MathF.Sqrt(v[i]) / root + small));
        }
    }
}
