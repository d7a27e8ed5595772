using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>Brings rows of a draw's inputs to the network. One lane's, not thread-safe.</summary>
abstract class InputFeed(DataDraw draw) : IDisposable
{
    public static InputFeed For(DataDraw draw, Device device) =>
        device.type == DeviceType.CPU ? new HostFeed(draw) : new DeviceFeed(draw, device);

    /// <summary>[rows, …] as the network takes it; valid until the next call with as many rows. The feed owns it.</summary>
    /// <param name="views">How each image is shown; empty for as it is.</param>
    public abstract Tensor Batch(ReadOnlySpan<int> rows, ReadOnlySpan<View> views = default);

    public abstract void Dispose();

    /// <summary>Of the memory: channels last.</summary>
    protected long[] Dimensions(int rows) => draw.Shape.IsImage
        ? [rows, draw.Shape.Height, draw.Shape.Width, draw.Shape.Channels]
        : [rows, draw.Shape.Channels];

    /// <summary>The same memory as [rows, channels, height, width].</summary>
    protected Tensor ChannelsFirst(Tensor memory) => draw.Shape.IsImage ? memory.permute(0, 3, 1, 2) : memory.alias();
}
