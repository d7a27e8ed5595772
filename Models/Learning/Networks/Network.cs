using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using static LossActors.Torch.torch;

namespace LossActors.Learning.Networks;

/// <summary>
/// A network made for some data, with initial weights from a paired seed. The weights have PyTorch's default distribution
/// (Kaiming uniform with a = √5: uniform within ±1/√fan-in, biases too) and the same bits on every machine.
/// </summary>
public sealed class Network : IDisposable
{
    Network(nn.Module module, int outputs) => (Module, Outputs) = (module, outputs);

    public nn.Module Module { get; }

    /// <summary>Numbers out for a sample: the number of classes, or 1 for a network whose output z is read as the logits (z, 0).</summary>
    public int Outputs { get; }

    /// <exception cref="FormatException">The network does not fit the data; the message names the key.</exception>
    /// <exception cref="DataSetException">The network's file is missing, unreadable, or not the one that the recipe was pinned to.</exception>
    public static Network Create(NetworkSpec spec, InputShape shape, int classes, PairedSeed seed)
    {
        var outputs = Check(spec, shape, classes);
        nn.Module module = spec switch
        {
            MlpSpec mlp => Feedforward.Perceptron(mlp, shape, outputs),
            LeNet5Spec => Feedforward.LeNet5(shape, outputs),
            Myrtle5Spec myrtle => Feedforward.Myrtle5(myrtle, shape, outputs),
            ResNet20Spec => Residual.ResNet20(shape, outputs),
            WideResNetSpec wide => Residual.Wide(wide, shape, outputs),
            VitSpec vit => new VisionTransformer(vit, shape, outputs),
            TorchScriptSpec script => Script.Create(script, seed),
            _ => throw new ArgumentException($"No builder for {spec.GetType().Name}.", nameof(spec)),
        };
        var parameter = 0u;
        module.initialize(spec is MlpSpec { Initialisation: Initialisation.Glorot }
            ? (name, fanIn, values) => DrawGlorot(seed, parameter++, name, fanIn, values)
            : (_, fanIn, values) => Draw(seed, parameter++, fanIn, values));
        return new(module, outputs);
    }

    /// <returns>Numbers that come out for a sample.</returns>
    /// <exception cref="FormatException">The network does not fit the data; the message names the key.</exception>
    /// <exception cref="DataSetException">The network's file is missing, unreadable, or not the one that the recipe was pinned to.</exception>
    internal static int Check(NetworkSpec spec, InputShape shape, int classes)
    {
        if (spec is LeNet5Spec) Least("lenet5", LeNet5Spec.SmallestSide);
        if (spec is Myrtle5Spec) Least("myrtle5", Myrtle5Spec.SmallestSide);
        if (spec is ResNet20Spec) Least("resnet20", 2);
        if (spec is WideResNetSpec) Least("wrn-28-2", 2);
        if (spec is VitSpec vit)
        {
            Least("vit", vit.Patch);
            if (shape.Height % vit.Patch != 0 || shape.Width % vit.Patch != 0)
                throw new FormatException($"network.patch is {vit.Patch}, which does not divide the sides of the data set's images of {shape}; choose one that does.");
        }

        if (spec is MlpSpec { SingleOutput: true } && classes != 2)
            throw new FormatException($"network.single-output needs two classes, but the data set has {classes}; leave it out.");
        return spec is TorchScriptSpec script ? Script.Check(script, shape, classes) : spec is MlpSpec { SingleOutput: true } ? 1 : classes;

        void Least(string kind, int side)
        {
            if (!shape.IsImage || shape.Height < side || shape.Width < side)
                throw new FormatException($"network.kind {kind} needs images of at least {side}×{side}, but a sample of the data set is {shape}; use mlp.");
        }
    }

    /// <summary>Uniform within ±1/√fan-in.</summary>
    internal static void Draw(PairedSeed seed, uint parameter, long fanIn, Span<float> values)
    {
        var random = seed.Stream(Purpose.Weights, parameter);
        var bound = 1 / Math.Sqrt(fanIn);
        foreach (ref var value in values) value = (float)random.NextDouble(-bound, bound);
    }

    /// <summary>Weights normal with variance 2/(fan-in + fan-out), biases normal with deviation 0.01.</summary>
    static void DrawGlorot(PairedSeed seed, uint parameter, string name, long fanIn, Span<float> values)
    {
        var random = seed.Stream(Purpose.Weights, parameter);
        var deviation = name.EndsWith("weight", StringComparison.Ordinal) ? Math.Sqrt(2.0 / (fanIn + values.Length / fanIn)) : 0.01;
        foreach (ref var value in values) value = (float)(deviation * random.NextNormal());
    }

    public void Dispose() => Module.Dispose();
}
