using LossActors.Learning.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>Tokens [batch, length], 0 for none, to [batch, outputs].</summary>
sealed class TextCnn : nn.Module<Tensor, Tensor>
{
    readonly Embedding embedding;
    readonly Conv1d[] convolutions;
    readonly Linear head;

    public TextCnn(TextCnnSpec spec, InputShape shape, int outputs) : base("TextCnn")
    {
        register_module("embedding", embedding = nn.Embedding(shape.Vocabulary + 1, spec.Width));
        convolutions = new Conv1d[spec.Depth];
        for (var i = 0; i < convolutions.Length; i++)
            register_module($"conv{i}", convolutions[i] = nn.Conv1d(spec.Width, spec.Width, spec.Kernel, padding: spec.Kernel / 2));
        register_module("head", head = nn.Linear(2 * spec.Width, outputs));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var there = input.Above(0).to(float32).unsqueeze(1);
        var channels = embedding.forward(input.to(int64)).transpose(1, 2) * there;
        foreach (var convolution in convolutions)
            channels = channels.Plus(nn.functional.relu(convolution.forward(channels))) * there;
        var mean = channels.sum(2) / there.sum(2).AtLeast(1);
        return head.forward(cat([mean, channels.amax([2])], 1)).MoveToOuterDisposeScope();
    }
}
