using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Learning.Tests.Networks;

public sealed class NetworkTests
{
    static readonly PairedSeed Seed = PairedSeed.ForSearch(1, 0);

    [Fact]
    public void Lenet_has_62006_parameters_for_colour_images_of_32_by_32()
    {
        using var network = Network.Create(new LeNet5Spec(), new(3, 32, 32), 10, Seed);
        Assert.Equal(62006, network.Parameters.Sum(p => p.numel()));
    }

    public static TheoryData<NetworkSpec, int, long> Counts => new()
    {
        { new MlpSpec([500, 500, 500, 500], BatchNorm: true), 10, 3072 * 500 + 3 * 500 * 500 + 4 * 1000 + 5010 },
        { new Myrtle5Spec(), 10, 113_226 },
        { new ResNet20Spec(), 10, 269_722 },
        { new WideResNetSpec(), 10, 1_467_610 },
        { new WideResNetSpec(), 100, 1_467_610 + 90 * 129 },
        { new VitSpec(), 10, 141_898 },
    };

    [Theory]
    [MemberData(nameof(Counts))]
    public void Networks_have_the_parameters_that_they_are_known_for(NetworkSpec spec, int classes, long expected)
    {
        using var network = Network.Create(spec, new(3, 32, 32), classes, Seed);
        Assert.Equal(expected, network.Parameters.Sum(p => p.numel()));
    }

    [Fact]
    public void Glorot_weights_have_the_variance_of_both_fans_and_small_normal_biases()
    {
        using var network = Network.Create(new MlpSpec([400], Initialisation: Initialisation.Glorot), new(600, 1, 1), 10, Seed);
        var values = network.Parameters.Select(p => p.ToArray<float>()).ToArray();

        Assert.Equal(Math.Sqrt(2.0 / 1000), Deviation(values[0]), 3e-4);
        Assert.Equal(0.01, Deviation(values[1]), 2e-3);
        Assert.Equal(Math.Sqrt(2.0 / 410), Deviation(values[2]), 3e-3);
        Assert.Contains(values[0], w => Math.Abs(w) > 3 * Math.Sqrt(2.0 / 1000));

        static double Deviation(float[] v) => Math.Sqrt(v.Average(x => (double)x * x));
    }

    public static TheoryData<NetworkSpec> ImageNetworks =>
        [new Myrtle5Spec(8), new ResNet20Spec(), new WideResNetSpec(), new VitSpec(3, 8, 1, 2, 8)];

    [Theory]
    [MemberData(nameof(ImageNetworks))]
    public void Networks_for_images_take_other_sizes_and_refuse_vectors(NetworkSpec spec)
    {
        using var network = Network.Create(spec, new(1, 27, 30), 7, Seed);
        using var outputs = network.Forward(torch.zeros(2, 1, 27, 30));
        Assert.Equal([2, 7], outputs.shape);
        Refused(spec, new(20, 1, 1), "needs images");
    }

    static void Refused(NetworkSpec spec, InputShape shape, string problem)
    {
        var refused = Assert.ThrowsAny<FormatException>(() => Network.Create(spec, shape, 10, Seed));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patches_cover_the_image() => Refused(new VitSpec(5), new(1, 30, 28), "network.patch is 5");

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 16, 17)]
    [InlineData(2, 40, 25)]
    public void Lenet_takes_images_of_any_size(int channels, int height, int width)
    {
        using var network = Network.Create(new LeNet5Spec(), new(channels, height, width), 7, Seed);
        using var outputs = network.Forward(torch.zeros(2, channels, height, width));
        Assert.Equal([2, 7], outputs.shape);
    }

    [Fact]
    public void Lenet_refuses_images_that_pooling_would_use_up() => Refused(new LeNet5Spec(), new(1, 15, 20), "16×16");

    [Fact]
    public void A_perceptron_takes_images_too()
    {
        using var network = Network.Create(new MlpSpec([5]), new(3, 4, 2), 7, Seed);
        using var outputs = network.Forward(torch.zeros(2, 3, 4, 2));
        Assert.Equal([2, 7], outputs.shape);
    }

    [Fact]
    public void A_single_output_is_for_two_classes()
    {
        using var network = Network.Create(new MlpSpec([5], SingleOutput: true), new(3, 1, 1), 2, Seed);
        Assert.Equal((1, 26L), (network.Outputs, network.Parameters.Sum(p => p.numel())));
        Assert.ThrowsAny<FormatException>(() => Network.Create(new MlpSpec([5], SingleOutput: true), new(3, 1, 1), 3, Seed));
    }

    [Fact]
    public void Weights_are_uniform_within_the_inverse_root_of_the_fan_in_and_repeat()
    {
        var first = Weights(Seed);
        Assert.Equal(first, Weights(Seed));
        Assert.NotEqual(first[0], Weights(PairedSeed.ForSearch(1, 1))[0]);
        foreach (var (values, fanIn) in first.Zip(new[] { 50, 50, 400, 400 }))
        {
            var bound = 1 / Math.Sqrt(fanIn);
            Assert.All(values, v => Assert.InRange(v, -bound, bound));
            if (values.Length < 4000) continue;
            Assert.Equal(0, values.Average() / bound, 0.03);
            Assert.Equal(1 / 3.0, values.Average(v => (double)v * v) / (bound * bound), 0.02);
        }

        static float[][] Weights(PairedSeed seed)
        {
            using var network = Network.Create(new MlpSpec([400]), new(50, 1, 1), 10, seed);
            return [.. network.Parameters.Select(p => p.ToArray<float>())];
        }
    }
}
