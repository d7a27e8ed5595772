namespace LossActors.Learning.Tests.Tensors;

/// <summary>
/// Every optimiser against its published formula, computed here in float64, in both of its ways: float32 in place, float64 by
/// operators.
/// </summary>
public sealed class OptimiserTests
{
    // More elements than a vector register holds, and not a multiple of it.
    const int N = 19;
    static readonly double[] Start = [.. Enumerable.Range(0, N).Select(i => Math.Sin(i + 1.0))];

    public static TheoryData<ScalarType, double> Ways => new() { { torch.float32, 2e-6 }, { torch.float64, 1e-13 } };

    [Theory, MemberData(nameof(Ways))]
    public void Plain_descent_steps_against_the_gradient_and_the_weight_decay(ScalarType type, double tolerance) =>
        Check(type, p => new Sgd(p, 0.1, weightDecay: 0.01), (w, g, step) =>
        {
            for (var i = 0; i < N; i++) w[i] -= Rate(step) * (g[i] + 0.01 * w[i]);
        }, tolerance);

    [Theory, MemberData(nameof(Ways))]
    public void Momentum_starts_with_the_first_gradient(ScalarType type, double tolerance)
    {
        var v = new double[N];
        Check(type, p => new Sgd(p, 0.1, momentum: 0.9, weightDecay: 0.01), (w, g, step) =>
        {
            for (var i = 0; i < N; i++)
            {
                var d = g[i] + 0.01 * w[i];
                v[i] = step == 1 ? d : 0.9 * v[i] + d;
                w[i] -= Rate(step) * v[i];
            }
        }, tolerance);
    }

    [Theory, MemberData(nameof(Ways))]
    public void Nesterovs_form_looks_ahead(ScalarType type, double tolerance)
    {
        var v = new double[N];
        Check(type, p => new Sgd(p, 0.1, momentum: 0.9, nesterov: true), (w, g, step) =>
        {
            for (var i = 0; i < N; i++)
            {
                v[i] = step == 1 ? g[i] : 0.9 * v[i] + g[i];
                w[i] -= Rate(step) * (g[i] + 0.9 * v[i]);
            }
        }, tolerance);
    }

    [Theory, MemberData(nameof(Ways))]
    public void Adam_divides_the_corrected_mean_by_the_corrected_root(ScalarType type, double tolerance)
    {
        double[] m = new double[N], s = new double[N];
        Check(type, p => new Adam(p, 0.1, 0.8, 0.95, 1e-6, weightDecay: 0.02), (w, g, step) =>
        {
            for (var i = 0; i < N; i++)
            {
                var d = g[i] + 0.02 * w[i];
                m[i] = 0.8 * m[i] + 0.2 * d;
                s[i] = 0.95 * s[i] + 0.05 * d * d;
                double mean = m[i] / (1 - Math.Pow(0.8, step)), square = s[i] / (1 - Math.Pow(0.95, step));
                w[i] -= Rate(step) * mean / (Math.Sqrt(square) + 1e-6);
            }
        }, 5 * tolerance);
    }

    [Fact]
    public void Dropped_gradients_leave_the_weights_alone()
    {
        using var scope = torch.NewDisposeScope();
        var w = torch.ones([2], requires_grad: true);
        w.grad = torch.ones(2);
        using var sgd = new Sgd([w], 0.1);

        sgd.ZeroGradients();
        sgd.Step();

        Assert.Null(w.grad);
        Assert.Equal([1f, 1], w.ToArray<float>());
    }

    [Fact]
    public void Settings_without_sense_are_refused()
    {
        using var w = torch.ones(1);

        Assert.Throws<ArgumentException>(() => new Sgd([w], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => new Sgd([], 0.1));
        Assert.Throws<ArgumentException>(() => new Adam([w], beta1: 1));
    }

    static double Rate(int step) => step < 4 ? 0.1 : 0.05;

    static double Gradient(int element, int step) => Math.Cos(3 * element + step) * (1 + 0.1 * element);

    static void Check(ScalarType type, Func<Tensor[], Optimiser> make, Action<double[], double[], int> formula, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        var parameter = TensorMemory.From(Start, [N]).to(type).requires_grad_();
        var idle = torch.ones([3], type, requires_grad: true);
        using var optimiser = make([parameter, idle]);
        double[] expected = [.. Start];

        for (var step = 1; step <= 6; step++)
        {
            double[] g = [.. Enumerable.Range(0, N).Select(i => Gradient(i, step))];
            parameter.grad = TensorMemory.From(g, [N]).to(type);
            optimiser.LearningRate = Rate(step);
            optimiser.Step();
            formula(expected, g, step);
        }

        Assert.Equal(expected, parameter.ToArray<double>(), (a, b) => Math.Abs(a - b) < tolerance);
        Assert.Equal([1f, 1, 1], idle.ToArray<float>());
        Assert.Equal(6, optimiser.Steps);
    }
}
