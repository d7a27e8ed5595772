using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class BatchOrderTests
{
    [Theory]
    [InlineData(10, 4)]
    [InlineData(7, 7)]
    [InlineData(100, 33)]
    [InlineData(5, 1)]
    public void Every_sample_is_used_once_an_epoch_and_no_batch_is_short(int count, int size)
    {
        var order = new BatchOrder(PairedSeed.ForSearch(1, 0), count, size);
        var drawn = new List<int>();
        for (var step = 0; step < 3 * count; step++)
        {
            var batch = order.Next();
            Assert.Equal(size, batch.Length);
            drawn.AddRange(batch);
        }

        foreach (var epoch in drawn.Chunk(count))
            Assert.Equal(Enumerable.Range(0, count), epoch.Order());
    }

    [Fact]
    public void Epochs_are_shuffled_anew_and_repeat_with_the_seed()
    {
        int[] Epoch(BatchOrder order) => [.. Enumerable.Range(0, 10).SelectMany(_ => order.Next().ToArray())];
        var (a, b, other) = (Order(0), Order(0), Order(1));
        var (first, second) = (Epoch(a), Epoch(a));
        Assert.NotEqual(first, second);
        Assert.Equal(first, Epoch(b));
        Assert.NotEqual(first, Epoch(other));

        static BatchOrder Order(uint training) => new(PairedSeed.ForSearch(1, training), 100, 10);
    }
}
