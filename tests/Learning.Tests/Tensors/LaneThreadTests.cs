using System.Runtime.InteropServices;

namespace LossActors.Learning.Tests.Tensors;

public sealed class LaneThreadTests
{
    [Fact]
    public void A_lanes_thread_calculates_on_its_own_whatever_another_asked_for()
    {
        var counts = new int[2];
        On(() =>
        {
            _ = torch.get_num_threads();
            torch.set_num_threads(2);
            On(() =>
            {
                LaneThread.Enter();
                torch.ones(64, 64).mm(torch.ones(64, 64)).Dispose();
                counts[0] = torch.get_num_threads();
            });
            counts[1] = torch.get_num_threads();
            LaneThread.Enter();
        });

        Assert.Equal([1, 2], counts);
    }

    [Fact]
    public void Lanes_calculate_side_by_side_and_fail_apart()
    {
        var sums = new double[4];
        var faults = new string[4];

        On([.. Enumerable.Range(0, 4).Select(lane => (Action)(() =>
        {
            LaneThread.Enter();
            for (var i = 0; i < 500; i++)
            {
                using var scope = torch.NewDisposeScope();
                var x = torch.full([10], lane + 1f, requires_grad: true);
                Gradients.Backward((x * x).sum(), torch.ones([]));
                sums[lane] += x.grad!.sum().item<float>();
                if (i % 100 != 0) continue;
                faults[lane] = Assert.Throws<ExternalException>(() => x.mm(torch.zeros(lane + 1, 1))).Message;
            }
        }))]);

        Assert.Equal([10000.0, 20000, 30000, 40000], sums);
        Assert.All(faults, fault => Assert.Contains("must be a matrix", fault, StringComparison.Ordinal));
    }

    static void On(params Action[] actions)
    {
        var threads = actions.Select(action => new Thread(() => action())).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
