namespace LossActors.Torch.Tests;

public class ThreadTests
{
    [Fact]
    public void Each_thread_has_its_own_number_of_threads_and_recording()
    {
        torch.set_num_threads(2);
        int theirs = 0;
        bool recording = false;
        using var off = torch.no_grad();

        var other = new Thread(() =>
        {
            torch.set_num_threads(1);
            theirs = torch.get_num_threads();
            recording = torch.is_grad_enabled();
        });
        other.Start();
        other.Join();

        Assert.Equal(1, theirs);
        Assert.Equal(2, torch.get_num_threads());
        Assert.True(recording && !torch.is_grad_enabled());
        Assert.InRange(torch.blas_threads, 0, 1);
        torch.set_num_threads(1);
    }

    [Fact]
    public void A_thread_count_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => torch.set_num_threads(0));

    [Fact]
    public void Lanes_calculate_side_by_side_and_fail_apart()
    {
        var sums = new double[4];
        var errors = new string[4];

        var lanes = Enumerable.Range(0, 4).Select(lane => new Thread(() =>
        {
            torch.set_num_threads(1);
            for (int i = 0; i < 500; i++)
            {
                using var scope = torch.NewDisposeScope();
                var x = torch.full([10], lane + 1, requires_grad: true);
                (x * x).sum().backward();
                sums[lane] += x.grad!.sum().item<double>();
                if (i % 100 == 0)
                    errors[lane] = Assert.Throws<TorchException>(() => x.mm(torch.zeros(lane + 1, 1))).Message;
            }
        })).ToArray();
        foreach (var lane in lanes)
            lane.Start();
        foreach (var lane in lanes)
            lane.Join();

        Assert.Equal([10000.0, 20000, 30000, 40000], sums);
        Assert.All(errors, e => Assert.StartsWith("aten::mm: ", e));
    }
}
