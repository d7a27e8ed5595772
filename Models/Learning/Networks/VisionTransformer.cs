using LossActors.Learning.Data;
using LossActors.Torch;
using LossActors.Torch.Modules;
using static LossActors.Torch.torch;

namespace LossActors.Learning.Networks;

/// <summary>Patches to tokens, encoder blocks, the mean token to logits.</summary>
sealed class VisionTransformer : nn.Module
{
    readonly Conv2d embedding;
    readonly Tensor positions;
    readonly Sequential encoder;
    readonly Linear head;

    public VisionTransformer(VitSpec spec, InputShape shape, int outputs) : base("VisionTransformer")
    {
        var tokens = shape.Plane / (spec.Patch * spec.Patch);
        positions = register_parameter("positions", zeros(1, tokens, spec.Width), spec.Width);
        embedding = register_module("embedding", nn.Conv2d(shape.Channels, spec.Width, spec.Patch, spec.Patch));
        encoder = register_module("encoder", nn.Sequential(
            [.. Enumerable.Range(0, spec.Depth).Select(_ => new EncoderBlock(spec.Width, spec.Heads, spec.Mlp)), nn.LayerNorm(spec.Width)]));
        head = register_module("head", nn.Linear(spec.Width, outputs));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var tokens = embedding.forward(input).flatten(2).transpose(1, 2) + positions;
        return head.forward(encoder.forward(tokens).mean(1)).MoveToOuterDisposeScope();
    }
}
