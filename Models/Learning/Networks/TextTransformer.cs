using LossActors.Learning.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>Tokens [batch, length], 0 for none, to [batch, outputs]; texts may be shorter than those that it was made for.</summary>
sealed class TextTransformer : nn.Module<Tensor, Tensor>
{
    readonly Embedding embedding;
    readonly Parameter positions;
    readonly EncoderBlock[] blocks;
    readonly LayerNorm norm;
    readonly Linear head;

    public TextTransformer(TextTransformerSpec spec, InputShape shape, int outputs) : base("TextTransformer")
    {
        Width = spec.Width;
        register_parameter("positions", positions = nn.Parameter(zeros(1, shape.Channels, spec.Width)));
        register_module("embedding", embedding = nn.Embedding(shape.Vocabulary + 1, spec.Width));
        blocks = new EncoderBlock[spec.Depth];
        for (var i = 0; i < blocks.Length; i++)
            register_module($"block{i}", blocks[i] = new EncoderBlock(spec.Width, spec.Heads, spec.Mlp));
        register_module("norm", norm = nn.LayerNorm(spec.Width));
        register_module("head", head = nn.Linear(spec.Width, outputs));
    }

    /// <summary>Numbers in a token.</summary>
    public int Width { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var there = input.Above(0).to(float32);
        var tokens = embedding.forward(input.to(int64)).Plus(positions.narrow(1, 0, input.size(1)));
        // Nobody looks at what is after the end.
        var hidden = there.Minus(1).Times(1e9).view(input.size(0), 1, 1, input.size(1));
        foreach (var block in blocks) tokens = block.Forward(tokens, hidden);
        var mean = (norm.forward(tokens) * there.unsqueeze(-1)).sum(1) / there.sum(1, keepdim: true).AtLeast(1);
        return head.forward(mean).MoveToOuterDisposeScope();
    }
}
