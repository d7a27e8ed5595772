using LossActors.Learning.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>Patches to tokens, encoder blocks, the mean token to logits.</summary>
sealed class VisionTransformer : nn.Module<Tensor, Tensor>
{
    readonly Conv2d embedding;
    readonly Parameter positions;
    readonly Sequential encoder;
    readonly Linear head;

    public VisionTransformer(VitSpec spec, InputShape shape, int outputs) : base("VisionTransformer")
    {
        var tokens = shape.Plane / (spec.Patch * spec.Patch);
        Width = spec.Width;
        register_parameter("positions", positions = nn.Parameter(zeros(1, tokens, spec.Width)));
        register_module("embedding", embedding = nn.Conv2d(shape.Channels, spec.Width, spec.Patch, spec.Patch));
        var blocks = Enumerable.Range(0, spec.Depth).Select(_ => new EncoderBlock(spec.Width, spec.Heads, spec.Mlp));
        register_module("encoder", encoder = nn.Sequential([.. blocks, nn.LayerNorm(spec.Width)]));
        register_module("head", head = nn.Linear(spec.Width, outputs));
    }

    /// <summary>Numbers in a token.</summary>
    public int Width { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var tokens = embedding.forward(input).flatten(2).transpose(1, 2).Plus(positions);
        return head.forward(encoder.forward(tokens).mean([1])).MoveToOuterDisposeScope();
    }
}
