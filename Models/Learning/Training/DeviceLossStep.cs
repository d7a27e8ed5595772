using LossActors.Learning.Losses;

namespace LossActors.Learning.Training;

/// <summary>
/// On a card: operators are queued and nothing waits for them. Divergence shows in one number that is read every so many steps,
/// always the same ones, so the verdict's step repeats; what ends in between is found by the scoring.
/// </summary>
sealed class DeviceLossStep : LossStep
{
    const int StepsBetweenLooks = 32;

    readonly AtenLossKernel kernel;
    readonly Device device;
    readonly bool single;
    readonly Tensor health;
    readonly Tensor zeros;

    public DeviceLossStep(AtenLossKernel kernel, int batch, int outputs, Device device) : base(batch)
    {
        (this.kernel, this.device, single) = (kernel, device, outputs == 1);
        health = torch.zeros([], device: device).DetachFromDisposeScope();
        zeros = torch.zeros([batch, 1], device: device).DetachFromDisposeScope();
    }

    public override Tensor? Threshold => kernel.Threshold;

    public override DivergenceReason? Run(Tensor outputs, long step, out Tensor gradient)
    {
        using (torch.no_grad())
        {
            var logits = single ? torch.cat([outputs, zeros], 1) : outputs;
            var (value, atLogits) = kernel.Gradient(logits, TensorMemory.From<long>(Labels, [Labels.Length], device), step);
            gradient = single ? atLogits.narrow(1, 0, 1).contiguous() : atLogits;
            // 0·x is NaN for a NaN or infinite x and stays.
            health.PlusTimes_(value.Plus(gradient.sum()), 0);
        }

        var looks = step % StepsBetweenLooks == StepsBetweenLooks - 1;
        return looks && !float.IsFinite(health.item<float>()) ? DivergenceReason.Gradient : null;
    }

    protected override ILossKernel Kernel => kernel;

    protected override Device Device => device;

    public override void Dispose()
    {
        health.Dispose();
        zeros.Dispose();
        kernel.Dispose();
    }
}
