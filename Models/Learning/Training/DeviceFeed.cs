using System.Runtime.CompilerServices;
using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>
/// Picks rows on the card. Images stay there as bytes, once for all lanes of a process; generated data are copied for each training.
/// </summary>
sealed class DeviceFeed : InputFeed
{
    static readonly ConditionalWeakTable<ImagePool, Dictionary<Device, Tensor>> Resident = [];

    readonly Device device;
    readonly InputShape shape;
    readonly Tensor inputs;
    readonly Tensor? scale, shift;
    Tensor? batch;

    public DeviceFeed(DataDraw draw, Device device) : base(draw)
    {
        (this.device, shape) = (device, draw.Shape);
        if (draw.Inputs is ByteInputs bytes)
        {
            inputs = OnDevice(bytes.Pool, Dimensions(bytes.Count));
            scale = TensorMemory.From<float>(bytes.Scale, [bytes.Scale.Length], device).DetachFromDisposeScope();
            shift = TensorMemory.From<float>(bytes.Shift, [bytes.Shift.Length], device).DetachFromDisposeScope();
        }
        else
        {
            var values = new float[draw.Inputs.Count * draw.Shape.Size];
            draw.Inputs.Gather([.. Enumerable.Range(0, draw.Inputs.Count)], values);
            inputs = TensorMemory.From<float>(values, Dimensions(draw.Inputs.Count), device).DetachFromDisposeScope();
        }
    }

    public override Tensor Batch(ReadOnlySpan<int> rows, ReadOnlySpan<View> views = default)
    {
        using var scope = torch.NewDisposeScope();
        var indexes = TensorMemory.From(rows, [rows.Length], device);
        batch?.Dispose();
        var picked = inputs.index_select(0, indexes);
        if (!views.IsEmpty) picked = Shown(picked, views);
        if (scale is not null) picked = picked.to(torch.float32).mul_(scale).PlusTimes_(shift!, 1);
        return batch = ChannelsFirst(picked).DetachFromDisposeScope();
    }

    public override void Dispose()
    {
        batch?.Dispose();
        scale?.Dispose();
        shift?.Dispose();
        if (scale is null) inputs.Dispose();
    }

    Tensor Shown(Tensor picked, ReadOnlySpan<View> views)
    {
        var (rows, plane, channels) = (views.Length, shape.Plane, shape.Channels);
        var sources = new long[rows * plane];
        var inside = new byte[rows * plane];
        for (var i = 0; i < rows; i++)
            for (var at = 0; at < plane; at++)
            {
                var source = views[i].Source(at / shape.Width, at % shape.Width, shape);
                (sources[i * plane + at], inside[i * plane + at]) = (Math.Max(source, 0), (byte)(source < 0 ? 0 : 1));
            }

        var index = TensorMemory.From<long>(sources, [rows, plane, 1], device).expand(rows, plane, channels);
        var mask = TensorMemory.From<byte>(inside, [rows, plane, 1], device);
        return picked.view(rows, plane, channels).gather(1, index).mul(mask).view(Dimensions(rows));
    }

    Tensor OnDevice(ImagePool pool, long[] dimensions)
    {
        var copies = Resident.GetOrCreateValue(pool);
        lock (copies)
        {
            if (!copies.TryGetValue(device, out var copy))
                copies[device] = copy = TensorMemory.From<byte>(pool.Pixels, dimensions, device).DetachFromDisposeScope();
            return copy;
        }
    }
}
