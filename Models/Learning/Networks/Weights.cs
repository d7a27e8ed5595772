using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using TorchSharp.Modules;

namespace LossActors.Learning.Networks;

/// <summary>First weights, drawn from a paired seed: the same bits on every machine.</summary>
static class Weights
{
    /// <summary>Weights and biases uniform within ±1/√fan-in, PyTorch's default (Kaiming uniform with a = √5).</summary>
    public static void DrawKaiming(torch.nn.Module module, PairedSeed seed)
    {
        var drawn = 0u;
        foreach (var (_, parameter, fanIn) in Drawn(module)) Fill(parameter, values => Uniform(seed, drawn++, fanIn, values));
    }

    /// <summary>Weights normal with variance 2/(fan-in + fan-out), biases normal with deviation 0.01.</summary>
    public static void DrawGlorot(torch.nn.Module module, PairedSeed seed)
    {
        var drawn = 0u;
        foreach (var (name, parameter, fanIn) in Drawn(module)) Fill(parameter, values => Normal(seed, drawn++, name, fanIn, values));
    }

    /// <summary>Uniform within ±1/√fan-in.</summary>
    /// <param name="parameter">Its number among the drawn ones.</param>
    internal static void Uniform(PairedSeed seed, uint parameter, long fanIn, Span<float> values)
    {
        var random = seed.Stream(Purpose.Weights, parameter);
        var bound = 1 / Math.Sqrt(fanIn);
        foreach (ref var value in values) value = (float)random.NextDouble(-bound, bound);
    }

    static void Normal(PairedSeed seed, uint parameter, string name, long fanIn, Span<float> values)
    {
        var random = seed.Stream(Purpose.Weights, parameter);
        var deviation = name == "weight" ? Math.Sqrt(2.0 / (fanIn + values.Length / fanIn)) : 0.01;
        foreach (ref var value in values) value = (float)(deviation * random.NextNormal());
    }

    /// <summary>
    /// The parameters that are drawn, in order, each with the number of inputs that one output sums over; normalisations start at 1 and
    /// 0.
    /// </summary>
    static IEnumerable<(string Name, Parameter Parameter, long FanIn)> Drawn(torch.nn.Module module)
    {
        foreach (var (name, parameter) in module.named_parameters(recurse: false))
            if (FanIn(module) is > 0 and var fanIn) yield return (name, parameter, fanIn);
        foreach (var child in module.children())
            foreach (var drawn in Drawn(child)) yield return drawn;
    }

    static long FanIn(torch.nn.Module module) => module switch
    {
        Linear linear => linear.in_features,
        Conv2d convolution => convolution.weight.numel() / convolution.out_channels,
        Embedding embedding => embedding.weight!.size(1),
        TextTransformer text => text.Width,
        VisionTransformer vit => vit.Width,
        _ => 0,
    };

    static void Fill(Parameter parameter, FillValues fill)
    {
        var values = new float[parameter.numel()];
        fill(values);
        parameter.CopyFrom<float>(values);
    }

    delegate void FillValues(Span<float> values);
}
