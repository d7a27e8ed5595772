namespace LossActors.Torch.Tests;

public class DataTests
{
    [Fact]
    public void Spans_of_every_element_type_come_back_as_they_went()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Equal([1.5f, -2], torch.tensor(new[] { 1.5f, -2 }).to_array<float>());
        Assert.Equal([1.1, -2], torch.tensor(new[] { 1.1, -2 }).to_array<double>());
        Assert.Equal([long.MaxValue, -2], torch.tensor(new[] { long.MaxValue, -2 }).to_array<long>());
        Assert.Equal([int.MinValue, 2], torch.tensor(new[] { int.MinValue, 2 }).to_array<int>());
        Assert.Equal(new byte[] { 255, 0 }, torch.tensor(new byte[] { 255, 0 }).to_array<byte>());
        Assert.Equal([true, false], torch.tensor(new[] { true, false }).to_array<bool>());
        Assert.Empty(torch.tensor(Array.Empty<float>()).to_array<float>());
    }

    [Fact]
    public void Data_shows_the_elements_without_a_copy()
    {
        using var a = torch.zeros(3);
        var view = a.data<float>();

        a.add_(2);

        Assert.Equal([2f, 2, 2], view.ToArray());
    }

    [Fact]
    public void Data_refuses_another_type_and_elements_that_are_not_in_order()
    {
        using var a = torch.zeros(2, 3);
        using var transposed = a.t();

        Assert.Contains("Float32", Assert.Throws<InvalidOperationException>(() => a.data<long>().Length).Message);
        Assert.Contains("contiguous()", Assert.Throws<InvalidOperationException>(() => transposed.data<float>().Length).Message);
    }

    [Fact]
    public void Copying_converts_and_checks_the_length()
    {
        using var a = torch.zeros([2], torch.float64);

        a.copy_from<float>([1.5f, 2]);

        Assert.Equal([1L, 2], a.to_array<long>());
        Assert.Throws<TorchException>(() => a.copy_from<float>([1]));
        Assert.Throws<TorchException>(() => a.copy_to(new double[3].AsSpan()));
        Assert.Throws<TorchException>(() => torch.from_span<float>([1, 2, 3], [2]));
    }

    [Fact]
    public void Item_reads_one_element_as_any_number()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Equal(2.5, torch.tensor(2.5f).item<double>());
        Assert.Equal(2, torch.tensor(2.5f).item<int>());
        Assert.Equal(7f, torch.tensor(new[] { 7L }).item<float>());
        Assert.Equal(9, torch.tensor(new byte[] { 9 }).item<long>());
        Assert.Throws<InvalidOperationException>(() => torch.zeros(2).item<float>());
    }

    [Fact]
    public void Types_convert()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new[] { 1.75f, -1.25f });

        Assert.Equal([1L, -1], a.to(torch.int64).to_array<long>());
        Assert.Equal(torch.float64, a.to(torch.float64).dtype);
        Assert.Equal(torch.CPU, a.to(torch.CPU).device);
        Assert.Equal([1.75f, -1.25f], a.to(torch.bfloat16).to(torch.float32).to_array<float>());
    }

    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1), InlineData("cuda", DeviceType.CUDA, -1), InlineData("cuda:3", DeviceType.CUDA, 3)]
    public void Device_names_are_read_and_written(string text, DeviceType type, int index)
    {
        Assert.Equal(new Device(type, index), torch.device(text));
        Assert.Equal(text, new Device(type, index).ToString());
    }

    [Fact]
    public void An_unknown_device_name_is_refused() => Assert.Throws<FormatException>(() => torch.device("tpu"));
}
