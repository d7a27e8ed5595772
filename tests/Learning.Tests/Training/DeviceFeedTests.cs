using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

/// <summary>The paths that cards take, on the CPU.</summary>
public sealed class DeviceFeedTests
{
    static readonly PairedSeed Seed = PairedSeed.ForSearch(1, 0);

    [Fact]
    public void A_card_gets_the_generated_points_that_the_processor_gets() =>
        Same(DataDraw.From(new ClustersSpec(), Seed), [3, 3, 900, 12]);

    [Fact]
    public void A_card_gets_the_images_that_the_processor_gets()
    {
        using var folder = new Data.Folder();
        folder.Write("data_batch_1.bin", Data.Folder.Cifar(30));
        folder.Write("test_batch.bin", Data.Folder.Cifar(10, 4));
        Same(DataDraw.From(new CifarSpec(folder.Path), Seed), [39, 0, 7]);
    }

    [Fact]
    public void A_card_shows_augmented_images_as_the_processor_does()
    {
        using var folder = new Data.Folder();
        folder.Write("data_batch_1.bin", Data.Folder.Cifar(30));
        folder.Write("test_batch.bin", Data.Folder.Cifar(10, 4));
        Same(
            DataDraw.From(new CifarSpec(folder.Path), Seed), [39, 0, 7, 7],
            [new(true, 0, 0), new(false, -4, 3), new(true, 2, -1), new(false, 0, 0)]);
    }

    static void Same(DataDraw draw, int[] rows, View[]? views = null)
    {
        using var host = new HostFeed(draw);
        using var card = new DeviceFeed(draw, torch.CPU);
        var (expected, actual) = (host.Batch(rows, views), card.Batch(rows, views));
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 5)]
    public void A_card_gets_the_gradient_that_the_processor_gets(int classes, int outputs)
    {
        const int Batch = 6;
        var plan = TrainedLoss.Plan("-y*log(p) + 0.1*square(z)", ScaleDefault.Unit, classes, 10);
        using var host = new HostLossStep(new(plan), Batch, outputs);
        using var card = new DeviceLossStep(new(plan, torch.float32, torch.CPU), Batch, outputs, torch.CPU);
        using var z = TensorMemory.From<float>([.. Enumerable.Range(0, Batch * outputs).Select(i => MathF.Sin(i) * 3)], [Batch, outputs]);
        for (var i = 0; i < Batch; i++) host.Labels[i] = card.Labels[i] = i * 7 % classes;
        Assert.Null(host.Run(z, 0, out var expected));
        Assert.Null(card.Run(z, 0, out var actual));
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_card_finds_divergence_at_the_same_step_every_time()
    {
        var plan = TrainedLoss.Plan("-y*log(p)", ScaleDefault.Unit, 2, 100);
        using var card = new DeviceLossStep(new(plan, torch.float32, torch.CPU), 1, 2, torch.CPU);
        using var good = TensorMemory.From<float>([1, 2], [1, 2]);
        using var bad = TensorMemory.From<float>([1, float.NaN], [1, 2]);
        for (var step = 0; step < 63; step++) Assert.Null(card.Run(step == 40 ? bad : good, step, out _));
        Assert.Equal(DivergenceReason.Gradient, card.Run(good, 63, out _));
    }
}
