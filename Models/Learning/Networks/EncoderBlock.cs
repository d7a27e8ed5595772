using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>x + attention(norm(x)), then x + mlp(norm(x)), of tokens [batch, tokens, width].</summary>
sealed class EncoderBlock : nn.Module<Tensor, Tensor>
{
    readonly int heads;
    readonly Linear queriesKeysValues, projection;
    readonly LayerNorm attentionNorm, mlpNorm;
    readonly Sequential mlp;

    public EncoderBlock(int width, int heads, int hidden) : base("EncoderBlock")
    {
        this.heads = heads;
        register_module("in_proj", queriesKeysValues = nn.Linear(width, 3 * width));
        register_module("out_proj", projection = nn.Linear(width, width));
        register_module("mlp", mlp = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, width)));
        register_module("norm1", attentionNorm = nn.LayerNorm(width));
        register_module("norm2", mlpNorm = nn.LayerNorm(width));
    }

    public override Tensor forward(Tensor input) => Forward(input, null);

    /// <param name="hidden">Added to the attention, broadcast to [batch, heads, tokens, tokens]; null for nothing.</param>
    public Tensor Forward(Tensor input, Tensor? hidden)
    {
        using var scope = NewDisposeScope();
        var attended = input.Plus(Attend(attentionNorm.forward(input), hidden));
        return attended.Plus(mlp.forward(mlpNorm.forward(attended))).MoveToOuterDisposeScope();
    }

    Tensor Attend(Tensor tokens, Tensor? hidden)
    {
        var (batch, count, width) = (tokens.size(0), tokens.size(1), tokens.size(2));
        var parts = queriesKeysValues.forward(tokens).view(batch, count, 3, heads, width / heads).permute(2, 0, 3, 1, 4);
        var queries = parts.select(0, 0).Times(1 / Math.Sqrt((double)width / heads));
        var attention = queries.matmul(parts.select(0, 1).transpose(-2, -1));
        var weights = (hidden is null ? attention : attention.Plus(hidden)).softmax(-1);
        return projection.forward(weights.matmul(parts.select(0, 2)).transpose(1, 2).reshape(batch, count, width));
    }
}
