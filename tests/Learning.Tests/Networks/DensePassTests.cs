using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Learning.Tests.Networks;

public sealed class DensePassTests
{
    const int Batch = 9;

    static readonly PairedSeed Seed = PairedSeed.ForSearch(3, 0);
    static readonly InputShape Vectors = new(7, 1, 1);

    public static TheoryData<Activation, int[], int> Perceptrons => new(
        from activation in Enum.GetValues<Activation>()
        from hidden in (int[][])[[], [20], [33, 8]]
        from outputs in (int[])[1, 10]
        select (activation, hidden, outputs));

    [Theory, MemberData(nameof(Perceptrons))]
    public void It_computes_what_autograd_computes(Activation activation, int[] hidden, int outputs)
    {
        using var scope = torch.NewDisposeScope();
        var spec = new MlpSpec(hidden, activation, SingleOutput: outputs == 1);
        using var network = Network.Create(spec, Vectors, outputs == 1 ? 2 : outputs, Seed);
        using var pass = DensePass.For(spec, Vectors, network, Batch, torch.CPU)!;

        // Twice: nothing may be left of the batch before.
        foreach (var turn in new[] { 1, 2 })
        {
            var inputs = Numbers(turn, Batch, 7);
            var gradient = Numbers(turn + 5, Batch, outputs);
            var expected = network.Forward(inputs);
            foreach (var parameter in network.Parameters) parameter.grad = null;
            Gradients.Backward(expected, gradient);
            var slopes = network.Parameters.Select(p => p.grad!.ToArray<float>()).ToArray();
            foreach (var parameter in network.Parameters) parameter.grad = null;

            Same(expected.ToArray<float>(), pass.Forward(inputs).ToArray<float>());
            pass.Backward(gradient);
            foreach (var (parameter, slope) in network.Parameters.Zip(slopes)) Same(slope, parameter.grad!.ToArray<float>());
        }

        static void Same(float[] expected, float[] found) =>
            Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) <= 2e-6 * (1 + Math.Abs(a)));
    }

    [Fact]
    public void Outputs_that_are_no_numbers_stay_so()
    {
        using var scope = torch.NewDisposeScope();
        var spec = new MlpSpec([20]);
        using var network = Network.Create(spec, Vectors, 3, Seed);
        using var pass = DensePass.For(spec, Vectors, network, 1, torch.CPU)!;

        Assert.All(pass.Forward(torch.full([1, 7], float.NaN)).ToArray<float>(), v => Assert.True(float.IsNaN(v)));
    }

    [Fact]
    public void It_is_for_plain_perceptrons_of_vectors_on_the_processor()
    {
        using var normalised = Network.Create(new MlpSpec([4], BatchNorm: true), Vectors, 3, Seed);
        using var ofImages = Network.Create(new MlpSpec([4]), new(1, 4, 4), 3, Seed);

        Assert.Null(DensePass.For(new MlpSpec([4], BatchNorm: true), Vectors, normalised, Batch, torch.CPU));
        Assert.Null(DensePass.For(new MlpSpec([4]), new(1, 4, 4), ofImages, Batch, torch.CPU));
        Assert.Null(DensePass.For(new LeNet5Spec(), new(3, 32, 32), ofImages, Batch, torch.CPU));
    }

    static Tensor Numbers(int seed, params long[] shape)
    {
        var values = new float[shape.Aggregate((a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = MathF.Sin(i * 1.3f + seed);
        return TensorMemory.From(values, shape);
    }
}
