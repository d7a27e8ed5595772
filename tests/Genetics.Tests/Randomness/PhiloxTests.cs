using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Tests.Randomness;

public class PhiloxTests
{
    /// <summary>The known answers that the Random123 library publishes for philox4x32 with 10 rounds.</summary>
    [Fact]
    public void Blocks_match_the_published_vectors()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Block(0, 0, 0, 0, 0, 0));
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            Philox.Block(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue));
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    [Fact]
    public void A_stream_is_the_blocks_of_its_key_in_order()
    {
        var stream = Philox.Stream(0x1_0000_0002, 3, 4, Purpose.Variation, draw: 5);
        var first = Philox.Block(0, 3, 4, (uint)Purpose.Variation | 5 << 8, 2, 1);
        var second = Philox.Block(1, 3, 4, (uint)Purpose.Variation | 5 << 8, 2, 1);

        Assert.Equal(
            [first.X0, first.X1, first.X2, first.X3, second.X0],
            Enumerable.Range(0, 5).Select(_ => stream.NextUInt32()));
    }

    [Fact]
    public void Streams_of_other_acts_differ()
    {
        var draws = new List<ulong>();
        foreach (var seed in (ulong[])[1, 2])
            foreach (var a in (uint[])[0, 1])
                foreach (var b in (uint[])[0, 1])
                    foreach (var purpose in (Purpose[])[Purpose.Founding, Purpose.Selection])
                        foreach (var draw in (uint[])[0, 1])
                            draws.Add(Philox.Stream(seed, a, b, purpose, draw).NextUInt64());

        Assert.Equal(draws.Count, draws.Distinct().Count());
    }

    [Fact]
    public void Integers_are_uniform_and_in_range()
    {
        var stream = Philox.Stream(7, 0, 0, Purpose.Probing);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[stream.NextInt(7)]++;

        // χ² with 6 degrees of freedom: 22.5 is its 0.999 quantile.
        Assert.True(counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000) < 22.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt(0));
    }

    [Fact]
    public void Normals_have_mean_0_variance_1_and_the_tails_of_a_normal()
    {
        var stream = Philox.Stream(8, 0, 0, Purpose.Data);
        var draws = Enumerable.Range(0, 100_000).Select(_ => stream.NextNormal()).ToArray();

        Assert.Equal(0, draws.Average(), 0.01);
        Assert.Equal(1, draws.Average(x => x * x), 0.02);
        Assert.Equal(3, draws.Average(x => x * x * x * x), 0.15);
        Assert.Equal(0.0455, draws.Count(x => Math.Abs(x) > 2) / 100_000.0, 0.003);
    }

    [Fact]
    public void A_shuffle_is_a_permutation_that_its_key_repeats()
    {
        int[] once = [.. Enumerable.Range(0, 100)], again = [.. once];
        Philox.Stream(9, 0, 0, Purpose.Shuffling).Shuffle(once.AsSpan());
        Philox.Stream(9, 0, 0, Purpose.Shuffling).Shuffle(again.AsSpan());

        Assert.Equal(once, again);
        Assert.NotEqual(Enumerable.Range(0, 100), once);
        Assert.Equal(Enumerable.Range(0, 100), once.Order());
    }

    [Fact]
    public void Weighted_picks_follow_their_weights_and_never_take_a_zero()
    {
        var stream = Philox.Stream(10, 0, 0, Purpose.Selection);
        var counts = new int[4];
        for (var i = 0; i < 10_000; i++) counts[stream.PickWeighted([0, 1, 3, 0])]++;

        Assert.Equal(0, counts[0] + counts[3]);
        Assert.Equal(0.25, counts[1] / 10_000.0, 0.02);
        Assert.Throws<ArgumentException>(() => stream.PickWeighted([0, 0]));
    }
}
