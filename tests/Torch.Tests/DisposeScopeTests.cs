namespace LossActors.Torch.Tests;

[Collection("live tensors")]
public class DisposeScopeTests
{
    // What earlier tests left to the finaliser must not be counted here.
    public DisposeScopeTests()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        long before = LiveTensors.Count;
        Tensor a;
        using (var scope = torch.NewDisposeScope())
        {
            a = torch.zeros(2);
            for (int i = 0; i < 300; i++)
                _ = a + 1;
            Assert.Equal((301, before + 301), (scope.Count, LiveTensors.Count));
        }

        Assert.Equal(before, LiveTensors.Count);
        Assert.True(a.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => a + 1);
    }

    [Fact]
    public void What_is_detached_or_moved_out_outlives_the_scope()
    {
        Tensor detached, moved, rescued;
        using (torch.NewDisposeScope())
        {
            using (torch.NewDisposeScope())
            {
                _ = torch.zeros(1);
                detached = torch.zeros(1).DetachFromDisposeScope();
                moved = torch.zeros(1).MoveToOuterDisposeScope();
                rescued = torch.zeros(1).MoveToOuterDisposeScope();
                _ = torch.zeros(1);
            }
            Assert.False(moved.IsInvalid);
            rescued.MoveToOuterDisposeScope();
        }

        Assert.Equal((false, true, false), (detached.IsInvalid, moved.IsInvalid, rescued.IsInvalid));
        detached.Dispose();
        rescued.Dispose();
    }

    [Fact]
    public void Disposing_by_hand_leaves_the_scope_and_may_be_repeated()
    {
        long before = LiveTensors.Count;
        using (var scope = torch.NewDisposeScope())
        {
            var (a, b, c) = (torch.zeros(1), torch.zeros(1), torch.zeros(1));
            a.Dispose();
            a.Dispose();
            Assert.Equal(2, scope.Count);
            c.Dispose();
            Assert.Equal(1, scope.Count);
            Assert.False(b.IsInvalid);
        }

        Assert.Equal(before, LiveTensors.Count);
    }

    [Fact]
    public void An_outer_scope_disposes_inner_ones_that_were_forgotten()
    {
        long before = LiveTensors.Count;
        var outer = torch.NewDisposeScope();
        torch.NewDisposeScope();
        _ = torch.zeros(1);

        outer.Dispose();

        Assert.Equal(before, LiveTensors.Count);
    }

    [Fact]
    public void A_scope_belongs_to_its_thread()
    {
        var scope = torch.NewDisposeScope();
        var a = torch.zeros(1);
        Exception? refused = null;
        bool alive = false;

        var other = new Thread(() =>
        {
            using var theirs = torch.ones(1);
            refused = Record.Exception(scope.Dispose);
            alive = !a.IsInvalid;
            a.Dispose();
        });
        other.Start();
        other.Join();
        scope.Dispose();

        Assert.IsType<InvalidOperationException>(refused);
        Assert.True(alive && a.IsInvalid);
    }

    [Fact]
    public void A_tensor_forgotten_outside_every_scope_is_collected()
    {
        long before = LiveTensors.Count;
        Forget();

        for (int i = 0; i < 10 && LiveTensors.Count > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(before, LiveTensors.Count);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static void Forget() => _ = torch.zeros(1);
}
