namespace LossActors.Torch.Tests;

public class ShapeTests
{
    [Fact]
    public void Shapes_change_without_changing_the_elements()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.arange(6, torch.float32).view(2, 3);

        Assert.Equal([2, 3], a.shape);
        Assert.Equal([3, 1], a.stride());
        Assert.Equal((2, 6L, 3L), (a.dim(), a.numel(), a.size(-1)));
        Assert.Equal([3, 2], a.t().shape);
        Assert.Equal([0, 3, 1, 4, 2, 5], a.transpose(0, 1).to_array<float>());
        Assert.Equal([6], a.flatten().shape);
        Assert.Equal([3, 2], a.reshape(3, -1).shape);
        Assert.Equal([1, 3, 2], a.unsqueeze(0).permute(0, 2, 1).shape);
        Assert.Equal([2, 3], a.unsqueeze(0).squeeze(0).shape);
        Assert.Equal([4, 2, 3], a.expand(4, 2, 3).shape);
        Assert.Equal([1, 4], a.select(1, 1).to_array<int>());
        Assert.Equal([1, 2, 4, 5], a.narrow(1, 1, 2).to_array<int>());
    }

    [Fact]
    public void Another_order_in_memory_keeps_shape_and_values()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.arange(8).view(1, 2, 2, 2);

        var b = a.contiguous(torch.channels_last);

        Assert.Equal([8, 1, 4, 2], b.stride());
        Assert.Equal(a.shape, b.shape);
        Assert.Equal(a.to_array<long>(), b.to_array<long>());
    }

    [Fact]
    public void Elements_are_picked_by_index()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.arange(6).view(2, 3);
        var index = torch.tensor(new long[] { 2, 0 });

        Assert.Equal([2L, 3], a.gather(1, index.unsqueeze(1)).to_array<long>());
        Assert.Equal([2L, 0, 5, 3], a.index_select(1, index).to_array<long>());
        Assert.Equal([0L, 0, 1, 1, 0, 0], index.one_hot(3).to_array<long>());
        Assert.Equal([0L, 0, 9, 9, 0, 0], torch.zeros([2, 3], torch.int64).scatter_(1, index.unsqueeze(1), 9).to_array<long>());
        Assert.Equal([4L, 5], a.masked_select(a.gt(3)).to_array<long>());
    }

    [Fact]
    public void Tensors_join_along_a_dimension_old_or_new()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.zeros(2, 3);

        Assert.Equal([4, 3], torch.cat([a, a]).shape);
        Assert.Equal([2, 6], torch.cat([a, a], 1).shape);
        Assert.Equal([2, 2, 3], torch.stack([a, a]).shape);
    }

    [Fact]
    public void Creation_sets_shape_type_and_elements()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Equal([0f, 0], torch.zeros(2).to_array<float>());
        Assert.Equal([1.0, 1], torch.ones([2], torch.float64).to_array<double>());
        Assert.Equal([2.5f], torch.full([1], 2.5).to_array<float>());
        Assert.Equal([1L, 3], torch.arange(1, 5, 2).to_array<long>());
        Assert.Equal([0f, 0.5f, 1], torch.linspace(0, 1, 3).to_array<float>());
        Assert.Equal([1f, 0, 0, 1], torch.eye(2).to_array<float>());
        Assert.Equal([5, 7], torch.empty([5, 7], torch.int64).shape);
        Assert.Equal(torch.float64, torch.ones_like(torch.tensor(1.0)).dtype);
        Assert.Empty(torch.tensor(1.0f).shape);
        Assert.Equal("Float32 [2, 3] cpu", torch.zeros(2, 3).ToString());
    }

    [Fact]
    public void Seeded_draws_repeat()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        var first = torch.randn([100]).to_array<float>();
        torch.manual_seed(7);

        Assert.Equal(first, torch.randn([100]).to_array<float>());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), torch.randperm(50).to_array<long>().Order());
    }
}
