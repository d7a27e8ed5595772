using static LossActors.Torch.torch;

namespace LossActors.Torch.Tests;

[Collection("live tensors")]
public class TrainingTests
{
    [Fact]
    public void A_network_trains_for_20000_steps_in_flat_memory()
    {
        set_num_threads(1);
        using var net = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 3));
        var random = new Random(1);
        net.initialize((_, fanIn, values) => Fill(values, random, 1 / Math.Sqrt(fanIn)));
        using var optimiser = optim.SGD(net.parameters(), 0.2, momentum: 0.9);
        using var x = Points(random, out var classes);
        using var y = tensor(classes);
        double before = Loss(net, x, y);
        Steps(net, optimiser, x, y, 2_000);
        long memory = ResidentBytes(), tensors = LiveTensors.Count;

        Steps(net, optimiser, x, y, 20_000);

        Assert.Equal(tensors, LiveTensors.Count);
        // The 20,000 steps make some 200,000 tensors; a leak of 420 bytes a step would show.
        Assert.InRange(ResidentBytes() - memory, long.MinValue, 8 << 20);
        Assert.True(Loss(net, x, y) < before / 2, "the network learnt nothing");
    }

    [Fact]
    public void Equal_trainings_end_in_equal_bits()
    {
        static float[] Train()
        {
            set_num_threads(1);
            var random = new Random(5);
            using var net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 3));
            net.initialize((_, fanIn, values) => Fill(values, random, 1 / Math.Sqrt(fanIn)));
            using var optimiser = optim.Adam(net.parameters(), 0.01);
            using var x = Points(random, out var classes);
            using var y = tensor(classes);
            Steps(net, optimiser, x, y, 200);
            return [.. net.parameters().SelectMany(p => p.to_array<float>())];
        }

        Assert.Equal(Train(), Train());
    }

    static void Steps(nn.Module net, Optimisers.Optimizer optimiser, Tensor x, Tensor y, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimiser.zero_grad();
            nn.functional.cross_entropy(net.forward(x), y).backward();
            optimiser.step();
        }
    }

    static double Loss(nn.Module net, Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return nn.functional.cross_entropy(net.forward(x), y).item<double>();
    }

    static Tensor Points(Random random, out long[] classes)
    {
        const int n = 16;
        var points = new float[2 * n];
        Fill(points, random, 1);
        classes = [.. Enumerable.Range(0, n).Select(i => points[2 * i] > 0 ? points[2 * i + 1] > 0 ? 0L : 1 : 2)];
        return tensor(points, [n, 2]);
    }

    static void Fill(Span<float> values, Random random, double limit)
    {
        foreach (ref float value in values)
            value = (float)((2 * random.NextDouble() - 1) * limit);
    }

    static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages) * Environment.SystemPageSize;
    }
}
