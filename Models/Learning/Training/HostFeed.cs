using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>Writes rows from the process's shared memory straight into the batch's: no operator, no allocation a step.</summary>
sealed class HostFeed(DataDraw draw) : InputFeed(draw)
{
    readonly Inputs inputs = draw.Inputs;
    readonly Dictionary<int, (Tensor Memory, Tensor View)> batches = [];

    public override Tensor Batch(ReadOnlySpan<int> rows, ReadOnlySpan<View> views = default)
    {
        if (!batches.TryGetValue(rows.Length, out var batch))
        {
            var memory = torch.empty(Dimensions(rows.Length)).DetachFromDisposeScope();
            batches[rows.Length] = batch = (memory, ChannelsFirst(memory).DetachFromDisposeScope());
        }

        var target = batch.Memory.Elements<float>();
        if (views.IsEmpty) inputs.Gather(rows, target);
        else inputs.Gather(rows, views, target);
        return batch.View;
    }

    public override void Dispose()
    {
        foreach (var (memory, view) in batches.Values)
        {
            memory.Dispose();
            view.Dispose();
        }
    }
}
