using System.Runtime.CompilerServices;
using LossActors.Models.Data;
using LossActors.Torch;

namespace LossActors.Models.Training;

/// <summary>Picks rows on the card. Images stay there as bytes, once for all lanes of a process; generated data are copied for each training.</summary>
sealed class DeviceFeed : InputFeed
{
    static readonly ConditionalWeakTable<ImagePool, Dictionary<Device, Tensor>> Resident = [];

    readonly Device device;
    readonly Tensor inputs;
    readonly Tensor? scale, shift;
    Tensor? batch;

    public DeviceFeed(DataDraw draw, Device device) : base(draw)
    {
        this.device = device;
        if (draw.Inputs is ByteInputs bytes)
        {
            inputs = OnDevice(bytes.Pool, Dimensions(bytes.Count));
            scale = torch.tensor(bytes.Scale, device).DetachFromDisposeScope();
            shift = torch.tensor(bytes.Shift, device).DetachFromDisposeScope();
        }
        else
        {
            var values = new float[draw.Inputs.Count * draw.Shape.Size];
            draw.Inputs.Gather([.. Enumerable.Range(0, draw.Inputs.Count)], values);
            inputs = torch.from_span<float>(values, Dimensions(draw.Inputs.Count), device).DetachFromDisposeScope();
        }
    }

    public override Tensor Batch(ReadOnlySpan<int> rows)
    {
        using var scope = torch.NewDisposeScope();
        var indexes = torch.from_span(rows, [rows.Length], device);
        batch?.Dispose();
        var picked = inputs.index_select(0, indexes);
        if (scale is not null) picked = picked.to(torch.float32).mul_(scale).add_(shift!);
        return batch = ChannelsFirst(picked).DetachFromDisposeScope();
    }

    public override void Dispose()
    {
        batch?.Dispose();
        scale?.Dispose();
        shift?.Dispose();
        if (scale is null) inputs.Dispose();
    }

    Tensor OnDevice(ImagePool pool, long[] dimensions)
    {
        var copies = Resident.GetOrCreateValue(pool);
        lock (copies)
        {
            if (!copies.TryGetValue(device, out var copy))
                copies[device] = copy = torch.from_span<byte>(pool.Pixels, dimensions, device).DetachFromDisposeScope();
            return copy;
        }
    }
}
