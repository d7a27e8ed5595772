using LossActors.Models.Data;
using LossActors.Torch;

namespace LossActors.Models.Training;

/// <summary>Brings rows of a draw's inputs to the network. One lane's, not thread-safe.</summary>
abstract class InputFeed(DataDraw draw) : IDisposable
{
    public static InputFeed For(DataDraw draw, Device device) => device.Type == DeviceType.CPU ? new HostFeed(draw) : new DeviceFeed(draw, device);

    /// <summary>[rows, …] as the network takes it; valid until the next call with as many rows. The feed owns it.</summary>
    public abstract Tensor Batch(ReadOnlySpan<int> rows);

    public abstract void Dispose();

    protected long[] Dimensions(int rows) => draw.Shape.IsImage
        ? [rows, draw.Shape.Channels, draw.Shape.Height, draw.Shape.Width]
        : [rows, draw.Shape.Channels];
}
