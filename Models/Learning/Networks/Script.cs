using LossActors.Learning.Data;
using LossActors.Torch;
using LossActors.Torch.Modules;
using static LossActors.Torch.torch;

namespace LossActors.Learning.Networks;

/// <summary>Networks from TorchScript files.</summary>
static class Script
{
    public static nn.Module Create(TorchScriptSpec spec, PairedSeed seed)
    {
        var module = Load(spec);
        if (spec.Reinitialise) Reinitialise(module, seed);
        return new Rowwise(module);
    }

    /// <returns>Numbers that come out for a sample.</returns>
    public static int Check(TorchScriptSpec spec, InputShape shape, int classes)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        using var module = Load(spec);
        if (!module.parameters().Any(p => p.requires_grad))
            throw new FormatException($"network.path {spec.Path} has no parameter that can be trained; save the network in training mode, not frozen.");
        if (module.named_parameters().FirstOrDefault(p => p.parameter.dtype != float32) is (not null, _) other)
            throw new FormatException($"network.path {spec.Path} has the parameter {other.name} of {other.parameter.dtype}; save the network with .float().");
        var samples = linspace(-1, 1, 2 * shape.Size).view(shape.IsImage ? [2, shape.Channels, shape.Height, shape.Width] : [2, shape.Channels]);
        var (first, second) = (Outputs(), Outputs());
        if (first.shape is not [2, var outputs] || (outputs != classes && (outputs, classes) != (1, 2)))
            throw new FormatException(
                $"network.path {spec.Path} makes [{string.Join(", ", first.shape)}] of two samples where [2, {classes}] is needed, one logit for each class.");
        if (!first.to_array<float>().AsSpan().SequenceEqual(second.to_array<float>()))
            throw new FormatException(
                $"network.path {spec.Path} gives other outputs for the same samples in training, so that nothing could be repeated; take out dropout and all else that draws random numbers.");
        return (int)outputs;

        Tensor Outputs()
        {
            try
            {
                return module.forward(samples);
            }
            catch (TorchException e)
            {
                throw new FormatException($"network.path {spec.Path} does not take samples of {shape} as floats: {e.Message.ReplaceLineEndings(" ")}", e);
            }
        }
    }

    static ScriptModule Load(TorchScriptSpec spec)
    {
        var file = spec.File;
        if (spec.Content is not null && DataSource.Hash(file) is var found && found != spec.Content)
            throw new DataSetException($"{file}: this is not the network that the recipe was founded with (its hash is {found[..16]}…, not {spec.Content[..Math.Min(16, spec.Content.Length)]}…); put the same file there.");
        try
        {
            var module = jit.load(file);
            module.train();
            return module;
        }
        catch (TorchException e)
        {
            throw new DataSetException($"{file}: this is no TorchScript file that this libtorch reads; write it with torch.jit.save(torch.jit.script(network), path). libtorch says: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    static void Reinitialise(ScriptModule module, PairedSeed seed)
    {
        var parameters = module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        var drawn = 0u;
        foreach (var (name, parameter) in module.named_parameters())
        {
            var weight = name.EndsWith("bias", StringComparison.Ordinal) ? parameters.GetValueOrDefault(name[..^4] + "weight") : parameter;
            if (weight is null) continue;
            var values = new float[parameter.numel()];
            if (weight.dim() > 1) Network.Draw(seed, drawn++, weight.numel() / weight.size(0), values);
            else if (name.EndsWith("weight", StringComparison.Ordinal)) Array.Fill(values, 1);
            else if (weight == parameter) continue;
            parameter.copy_from<float>(values);
        }

        foreach (var (name, buffer) in module.named_buffers())
        {
            var variance = name.EndsWith("running_var", StringComparison.Ordinal);
            if (!variance && !name.EndsWith("running_mean", StringComparison.Ordinal) && !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)) continue;
            var values = new float[buffer.numel()];
            if (variance) Array.Fill(values, 1);
            buffer.copy_from<float>(values);
        }
    }

    /// <summary>Gives a script its samples in the order in memory that PyTorch's own loaders use, which <c>view</c> depends on.</summary>
    sealed class Rowwise : nn.Module
    {
        readonly ScriptModule script;

        public Rowwise(ScriptModule script) : base("Rowwise") => this.script = register_module("script", script);

        public override Tensor forward(Tensor input)
        {
            using var rows = input.contiguous();
            return script.forward(rows);
        }
    }
}
