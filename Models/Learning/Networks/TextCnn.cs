using LossActors.Learning.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>
/// Tokens [batch, length], 0 for none, to [batch, outputs]. Convolutions are products of windows and matrices: under AVX-512 oneDNN's
/// convolutions (libtorch 2.10) now and then take in memory that nobody wrote, and no two trainings are alike.
/// </summary>
sealed class TextCnn : nn.Module<Tensor, Tensor>
{
    readonly int kernel;
    readonly Embedding embedding;
    readonly Linear[] convolutions;
    readonly Linear head;

    public TextCnn(TextCnnSpec spec, InputShape shape, int outputs) : base("TextCnn")
    {
        kernel = spec.Kernel;
        register_module("embedding", embedding = nn.Embedding(shape.Vocabulary + 1, spec.Width));
        convolutions = new Linear[spec.Depth];
        for (var i = 0; i < convolutions.Length; i++)
            register_module($"conv{i}", convolutions[i] = nn.Linear(spec.Width * spec.Kernel, spec.Width));
        register_module("head", head = nn.Linear(2 * spec.Width, outputs));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var there = input.Above(0).to(float32).unsqueeze(-1);
        var channels = embedding.forward(input.to(int64)) * there;
        foreach (var convolution in convolutions)
            channels = channels.Plus(nn.functional.relu(convolution.forward(Windows(channels)))) * there;
        var mean = channels.sum(1) / there.sum(1).AtLeast(1);
        return head.forward(cat([mean, channels.amax([1])], 1)).MoveToOuterDisposeScope();
    }

    /// <summary>[batch, length, channels · kernel]: what each token sees, zeros beyond the ends.</summary>
    Tensor Windows(Tensor channels) => nn.functional.pad(channels, [0, 0, kernel / 2, kernel / 2]).unfold(1, kernel, 1).flatten(2);
}
