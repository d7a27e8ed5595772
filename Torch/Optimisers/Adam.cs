using System.Numerics;
using LossActors.Torch.Interop;

namespace LossActors.Torch.Optimisers;

/// <summary>
/// Adam as PyTorch defines it (Kingma and Ba, arXiv 1412.6980): g += weight_decay · w; m += (1 − β₁)(g − m); v = β₂ v + (1 − β₂) g²;
/// w −= lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + eps). The step t counts for each parameter the steps in which it had a gradient.
/// </summary>
public sealed unsafe class Adam : Optimizer
{
    readonly double beta1, beta2, eps, weightDecay;
    readonly Tensor[] means, squares;
    readonly long[] times;

    internal Adam(IEnumerable<Tensor> parameters, double learningRate, double beta1, double beta2, double eps, double weightDecay)
        : base(parameters, learningRate)
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
            throw new ArgumentException("Adam's betas are at least 0 and below 1.");
        (this.beta1, this.beta2, this.eps, this.weightDecay) = (beta1, beta2, eps, weightDecay);
        (means, squares) = (ZerosLikeParameters(), ZerosLikeParameters());
        times = new long[Parameters.Count];
    }

    public override IEnumerable<(string name, Tensor tensor)> state() =>
        means.Select((m, i) => ($"{i}.exp_avg", m)).Concat(squares.Select((v, i) => ($"{i}.exp_avg_sq", v)));

    private protected override void StepInPlace(StepView* views)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (views[i].Weight is null)
                continue;
            times[i]++;
            fixed (float* mean = means[i].data<float>(), square = squares[i].data<float>())
                Update(views[i], mean, square, times[i]);
        }
    }

    void Update(StepView view, float* mean, float* square, long time)
    {
        float rate = (float)(LearningRate / (1 - Math.Pow(beta1, time))), root = (float)Math.Sqrt(1 - Math.Pow(beta2, time));
        float decay = (float)weightDecay, blend = (float)(1 - beta1), kept = (float)beta2, taken = (float)(1 - beta2), small = (float)eps;
        var w = new Span<float>(view.Weight, (int)view.Count);
        var g = new ReadOnlySpan<float>(view.Gradient, (int)view.Count);
        var m = new Span<float>(mean, (int)view.Count);
        var v = new Span<float>(square, (int)view.Count);
        int i = 0;
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
            float gradient = g[i] + decay * w[i];
            m[i] += blend * (gradient - m[i]);
            v[i] = kept * v[i] + taken * (gradient * gradient);
            w[i] -= rate * (m[i] / (MathF.Sqrt(v[i]) / root + small));
        }
    }

    private protected override void StepByOperators()
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var (indexes, gradients) = Gradients();
        for (int k = 0; k < indexes.Length; k++)
        {
            int i = indexes[k];
            times[i]++;
            var gradient = weightDecay == 0 ? gradients[k] : gradients[k].add(Parameters[i], weightDecay);
            means[i].lerp_(gradient, 1 - beta1);
            squares[i].mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
            var denominator = squares[i].sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, times[i]))).add_(eps);
            Parameters[i].addcdiv_(means[i], denominator, -LearningRate / (1 - Math.Pow(beta1, times[i])));
        }
    }
}
