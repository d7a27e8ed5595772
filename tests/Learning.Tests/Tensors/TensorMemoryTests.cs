namespace LossActors.Learning.Tests.Tensors;

public sealed class TensorMemoryTests
{
    [Fact]
    public void Values_of_every_element_type_come_back_as_they_went()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Equal([1.5f, -2], TensorMemory.From<float>([1.5f, -2], [2]).ToArray<float>());
        Assert.Equal([1.1, -2], TensorMemory.From<double>([1.1, -2], [2]).ToArray<double>());
        Assert.Equal([long.MaxValue, -2], TensorMemory.From<long>([long.MaxValue, -2], [2]).ToArray<long>());
        Assert.Equal([int.MinValue, 2], TensorMemory.From<int>([int.MinValue, 2], [2]).ToArray<int>());
        Assert.Equal(new byte[] { 255, 0 }, TensorMemory.From<byte>([255, 0], [2]).ToArray<byte>());
        Assert.Equal([true, false], TensorMemory.From<bool>([true, false], [2]).ToArray<bool>());
        Assert.Empty(TensorMemory.From<float>([], [0]).ToArray<float>());
        Assert.Equal([7f], TensorMemory.From<float>([7], []).ToArray<float>());
    }

    [Fact]
    public void Elements_are_the_memory_itself()
    {
        using var tensor = torch.zeros(3);
        var elements = tensor.Elements<float>();

        tensor.add_(2);
        elements[1] = 7;

        Assert.Equal([2f, 7, 2], tensor.ToArray<float>());
    }

    [Fact]
    public void Elements_of_another_type_or_out_of_order_are_refused()
    {
        using var tensor = torch.zeros(2, 3);
        using var transposed = tensor.t();

        var ofType = Assert.Throws<InvalidOperationException>(() => tensor.Elements<long>().Length);
        Assert.Contains("Float32", ofType.Message, StringComparison.Ordinal);
        var ofOrder = Assert.Throws<InvalidOperationException>(() => transposed.Elements<float>().Length);
        Assert.Contains("contiguous()", ofOrder.Message, StringComparison.Ordinal);
        tensor.Dispose();
        Assert.Throws<InvalidOperationException>(() => tensor.Elements<float>().Length);
    }

    [Fact]
    public void Copies_convert_are_row_by_row_and_check_the_length()
    {
        using var tensor = torch.zeros([2, 2], torch.float64);
        using var transposed = tensor.t();

        tensor.CopyFrom<float>([1.5f, 2, 3, 4]);
        Assert.Equal([1L, 3, 2, 4], transposed.ToArray<long>());
        transposed.CopyFrom<float>([5, 6, 7, 8]);
        Assert.Equal([5.0, 7, 6, 8], tensor.ToArray<double>());

        Assert.Throws<ArgumentException>(() => tensor.CopyFrom<float>([1]));
        Assert.Throws<ArgumentException>(() => tensor.CopyTo(new double[3].AsSpan()));
        Assert.Throws<ArgumentException>(() => TensorMemory.From<float>([1, 2, 3], [2]));
    }

    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1), InlineData("cuda", DeviceType.CUDA, -1), InlineData("cuda:3", DeviceType.CUDA, 3)]
    public void Names_of_devices_are_read(string text, DeviceType type, int index)
    {
        var device = Devices.Parse(text);
        Assert.Equal((type, index, text), (device.type, device.index, device.ToString()));
    }

    [Fact]
    public void An_unknown_name_of_a_device_is_refused() => Assert.Throws<FormatException>(() => Devices.Parse("tpu"));
}
