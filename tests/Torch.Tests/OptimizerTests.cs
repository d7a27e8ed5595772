using LossActors.Torch.Optimisers;

namespace LossActors.Torch.Tests;

/// <summary>Every optimiser against its published formula, computed here in float64, in both of its ways: float32 in place, float64 by operators.</summary>
public class OptimizerTests
{
    // More elements than a vector register holds, and not a multiple of it.
    const int N = 19;
    static readonly double[] Start = [.. Enumerable.Range(0, N).Select(i => Math.Sin(i + 1.0))];

    static double Gradient(int element, int step) => Math.Cos(3 * element + step) * (1 + 0.1 * element);

    delegate void Formula(double[] w, double[] g, int step);

    static void Check(ScalarType type, Func<Tensor[], Optimizer> make, Formula formula, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        var parameter = torch.tensor(Start).to(type).requires_grad_();
        var idle = torch.ones([3], type, requires_grad: true);
        using var optimiser = make([parameter, idle]);
        double[] expected = [.. Start];

        for (int step = 1; step <= 6; step++)
        {
            double[] g = [.. Enumerable.Range(0, N).Select(i => Gradient(i, step))];
            parameter.grad = torch.tensor(g).to(type);
            optimiser.LearningRate = step < 4 ? 0.1 : 0.05;
            optimiser.step();
            formula(expected, g, step);
        }

        var actual = parameter.to_array<double>();
        for (int i = 0; i < N; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) < tolerance, $"element {i}: expected {expected[i]}, got {actual[i]}");
        Assert.Equal([1f, 1, 1], idle.to_array<float>());
        Assert.Equal(6, optimiser.Steps);
    }

    static double Rate(int step) => step < 4 ? 0.1 : 0.05;

    public static TheoryData<ScalarType, double> Ways => new() { { torch.float32, 2e-6 }, { torch.float64, 1e-13 } };

    [Theory, MemberData(nameof(Ways))]
    public void Plain_descent_steps_against_the_gradient_and_the_weight_decay(ScalarType type, double tolerance) =>
        Check(type, p => torch.optim.SGD(p, 0.1, weight_decay: 0.01), (w, g, step) =>
        {
            for (int i = 0; i < N; i++)
                w[i] -= Rate(step) * (g[i] + 0.01 * w[i]);
        }, tolerance);

    [Theory, MemberData(nameof(Ways))]
    public void Momentum_starts_with_the_first_gradient_and_is_damped_after(ScalarType type, double tolerance)
    {
        var v = new double[N];
        Check(type, p => torch.optim.SGD(p, 0.1, momentum: 0.9, dampening: 0.2, weight_decay: 0.01), (w, g, step) =>
        {
            for (int i = 0; i < N; i++)
            {
                double d = g[i] + 0.01 * w[i];
                v[i] = step == 1 ? d : 0.9 * v[i] + 0.8 * d;
                w[i] -= Rate(step) * v[i];
            }
        }, tolerance);
    }

    [Theory, MemberData(nameof(Ways))]
    public void Nesterovs_form_looks_ahead(ScalarType type, double tolerance)
    {
        var v = new double[N];
        Check(type, p => torch.optim.SGD(p, 0.1, momentum: 0.9, nesterov: true), (w, g, step) =>
        {
            for (int i = 0; i < N; i++)
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
        Check(type, p => torch.optim.Adam(p, 0.1, 0.8, 0.95, 1e-6, weight_decay: 0.02), (w, g, step) =>
        {
            for (int i = 0; i < N; i++)
            {
                double d = g[i] + 0.02 * w[i];
                m[i] = 0.8 * m[i] + 0.2 * d;
                s[i] = 0.95 * s[i] + 0.05 * d * d;
                double mean = m[i] / (1 - Math.Pow(0.8, step)), square = s[i] / (1 - Math.Pow(0.95, step));
                w[i] -= Rate(step) * mean / (Math.Sqrt(square) + 1e-6);
            }
        }, 5 * tolerance);
    }

    [Fact]
    public void State_is_named_and_ends_with_the_optimiser()
    {
        using var w = torch.ones([2], requires_grad: true);
        using (w.grad = torch.tensor(new[] { 1f, 2 })) { }
        var sgd = torch.optim.SGD([w], 0.1, momentum: 0.9);
        var adam = torch.optim.Adam([w]);
        sgd.step();

        var (name, velocity) = Assert.Single(sgd.state());
        Assert.Equal("0.momentum_buffer", name);
        Assert.Equal([1f, 2], velocity.to_array<float>());
        Assert.Equal(["0.exp_avg", "0.exp_avg_sq"], adam.state().Select(s => s.name));
        sgd.Dispose();
        adam.Dispose();
        Assert.True(velocity.IsInvalid && !w.IsInvalid);
    }

    [Fact]
    public void Dropped_gradients_leave_the_weights_alone()
    {
        using var w = torch.ones([2], requires_grad: true);
        using (w.grad = torch.ones(2)) { }
        using var sgd = torch.optim.SGD([w], 0.1);

        sgd.zero_grad();
        sgd.step();

        Assert.Null(w.grad);
        Assert.Equal([1f, 1], w.to_array<float>());
    }

    [Fact]
    public void A_step_in_place_is_a_change_that_autograd_sees()
    {
        using var scope = torch.NewDisposeScope();
        var w = torch.ones([2], requires_grad: true);
        using var sgd = torch.optim.SGD([w], 0.1);
        var y = w.square().sum();
        w.grad = torch.ones(2);

        sgd.step();

        Assert.Contains("modified by an inplace operation", Assert.Throws<TorchException>(() => y.backward()).Message);
    }

    [Fact]
    public void Settings_without_sense_are_refused()
    {
        using var w = torch.ones(1);

        Assert.Throws<ArgumentException>(() => torch.optim.SGD([w], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => torch.optim.SGD([], 0.1));
        Assert.Throws<ArgumentException>(() => torch.optim.Adam([w], beta1: 1));
    }
}
