using System.Runtime.InteropServices;
using LossActors.Learning.Data;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>Networks from TorchScript files.</summary>
static class Script
{
    public static ScriptNetwork Create(TorchScriptSpec spec, PairedSeed seed)
    {
        var network = new ScriptNetwork(Load(spec));
        if (spec.Reinitialise) Reinitialise(network, seed);
        return network;
    }

    /// <returns>Numbers that come out for a sample.</returns>
    public static int Check(TorchScriptSpec spec, InputShape shape, int classes)
    {
        Libtorch.Require();
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        using var network = Load(spec);
        var parameters = network.named_parameters().ToList();
        if (!parameters.Any(p => p.parameter.requires_grad))
            throw new FormatException(
                $"network.path {spec.Path} has no parameter that can be trained; save the network in training mode, not frozen.");
        if (parameters.FirstOrDefault(p => p.parameter.dtype != float32) is (not null, _) other)
            throw new FormatException(
                $"network.path {spec.Path} has the parameter {other.name} of {other.parameter.dtype}; save the network with .float().");
        long[] sizes = shape.IsImage ? [2, shape.Channels, shape.Height, shape.Width] : [2, shape.Channels];
        var samples = linspace(-1, 1, 2 * shape.Size).view(sizes);
        var (first, second) = (Outputs(), Outputs());
        if (first.shape is not [2, var outputs] || (outputs != classes && (outputs, classes) != (1, 2)))
            throw new FormatException(
                $"network.path {spec.Path} makes [{string.Join(", ", first.shape)}] of two samples where [2, {classes}] is needed, "
                + "one logit for each class.");
        if (!first.ToArray<float>().AsSpan().SequenceEqual(second.ToArray<float>()))
            throw new FormatException(
                $"network.path {spec.Path} gives other outputs for the same samples in training, so that nothing could be repeated; "
                + "take out dropout and all else that draws random numbers.");
        network.eval();
        if (Outputs().shape is var inUse && !inUse.SequenceEqual(first.shape))
            throw new FormatException(
                $"network.path {spec.Path} makes [{string.Join(", ", first.shape)}] of two samples in training and "
                + $"[{string.Join(", ", inUse)}] in use; make both alike.");
        return (int)outputs;

        Tensor Outputs()
        {
            try
            {
                return network.forward(samples);
            }
            catch (Exception e) when (e is ExternalException or InvalidCastException)
            {
                var reason = e is ExternalException fault
                    ? TorchException.OfScript(fault).Message
                    : "it gives something else than one tensor";
                throw new FormatException($"network.path {spec.Path} does not take samples of {shape} as floats: {reason}", e);
            }
        }
    }

    static jit.ScriptModule<Tensor, Tensor> Load(TorchScriptSpec spec)
    {
        var file = spec.File;
        if (spec.Content is not null && DataSource.Hash(file) is var found && found != spec.Content)
            throw new DataSetException(
                $"{file}: this is not the network that the recipe was founded with (its hash is {found[..16]}…, "
                + $"not {spec.Content[..Math.Min(16, spec.Content.Length)]}…); put the same file there.");
        try
        {
            var network = jit.load<Tensor, Tensor>(file);
            network.train();
            return network;
        }
        catch (ExternalException e)
        {
            throw new DataSetException(
                $"{file}: this is no TorchScript file that this libtorch reads; "
                + $"write it with torch.jit.save(torch.jit.script(network), path). libtorch says: {TorchException.Of(e).Message}", e);
        }
    }

    static void Reinitialise(ScriptNetwork network, PairedSeed seed)
    {
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        var drawn = 0u;
        foreach (var (name, parameter) in network.named_parameters())
        {
            var weight = name.EndsWith("bias", StringComparison.Ordinal) ? parameters.GetValueOrDefault(name[..^4] + "weight") : parameter;
            if (weight is null) continue;
            var values = new float[parameter.numel()];
            if (weight.dim() > 1) Weights.Uniform(seed, drawn++, weight.numel() / weight.size(0), values);
            else if (name.EndsWith("weight", StringComparison.Ordinal)) Array.Fill(values, 1);
            else if (ReferenceEquals(weight, parameter)) continue;
            parameter.CopyFrom<float>(values);
        }

        foreach (var (name, buffer) in network.named_buffers())
        {
            var variance = Ends("running_var");
            if (!variance && !Ends("running_mean") && !Ends("num_batches_tracked")) continue;
            var values = new float[buffer.numel()];
            if (variance) Array.Fill(values, 1);
            buffer.CopyFrom<float>(values);

            bool Ends(string what) => name.EndsWith(what, StringComparison.Ordinal);
        }
    }
}
