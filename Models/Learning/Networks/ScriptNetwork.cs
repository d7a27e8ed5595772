using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>
/// A TorchScript network among the others. It gets its samples in the order in memory that PyTorch's own loaders use, which <c>view</c>
/// depends on.
/// </summary>
sealed class ScriptNetwork(jit.ScriptModule<Tensor, Tensor> script) : nn.Module<Tensor, Tensor>(nameof(ScriptNetwork))
{
    public override Tensor forward(Tensor input)
    {
        using var rows = input.contiguous();
        try
        {
            return script.forward(rows);
        }
        catch (ExternalException e)
        {
            throw TorchException.OfScript(e);
        }
    }

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        script.named_parameters(recurse);

    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
        script.named_buffers(recurse, include_nonpersistent);

    public override void train(bool train = true) => script.train(train);

    protected override nn.Module _to(ScalarType dtype, bool non_blocking)
    {
        script.to(dtype);
        return this;
    }

    protected override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        script.to(deviceType, deviceIndex);
        return this;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) script.Dispose();
        base.Dispose(disposing);
    }
}
