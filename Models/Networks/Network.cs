using LossActors.Genetics.Randomness;
using LossActors.Models.Data;
using LossActors.Torch.Modules;
using static LossActors.Torch.torch;

namespace LossActors.Models.Networks;

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
    public static Network Create(NetworkSpec spec, InputShape shape, int classes, PairedSeed seed)
    {
        Check(spec, shape, classes);
        var outputs = spec is MlpSpec { SingleOutput: true } ? 1 : classes;
        nn.Module module = spec switch
        {
            MlpSpec mlp => Mlp(mlp, shape, outputs),
            LeNet5Spec => LeNet5(shape, outputs),
            _ => throw new ArgumentException($"No builder for {spec.GetType().Name}.", nameof(spec)),
        };
        var parameter = 0u;
        module.initialize((_, fanIn, values) =>
        {
            var random = seed.Stream(Purpose.Weights, parameter++);
            var bound = 1 / Math.Sqrt(fanIn);
            foreach (ref var value in values) value = (float)random.NextDouble(-bound, bound);
        });
        return new(module, outputs);
    }

    /// <exception cref="FormatException">The network does not fit the data; the message names the key.</exception>
    internal static void Check(NetworkSpec spec, InputShape shape, int classes)
    {
        if (spec is LeNet5Spec && (shape.Height < LeNet5Spec.SmallestSide || shape.Width < LeNet5Spec.SmallestSide))
            throw new FormatException(
                $"network.kind lenet5 needs images of at least {LeNet5Spec.SmallestSide}×{LeNet5Spec.SmallestSide}, but a sample of the data set is {shape}; use mlp.");
        if (spec is MlpSpec { SingleOutput: true } && classes != 2)
            throw new FormatException($"network.single-output needs two classes, but the data set has {classes}; leave it out.");
    }

    public void Dispose() => Module.Dispose();

    static Sequential Mlp(MlpSpec spec, InputShape shape, int outputs)
    {
        var inputs = shape.Size;
        var layers = new List<nn.Module>();
        if (shape.IsImage) layers.Add(nn.Flatten());
        foreach (var width in spec.Hidden)
        {
            layers.Add(nn.Linear(inputs, width));
            layers.Add(spec.Activation switch { Activation.Tanh => nn.Tanh(), Activation.Sigmoid => nn.Sigmoid(), _ => nn.ReLU() });
            inputs = width;
        }

        layers.Add(nn.Linear(inputs, outputs));
        return nn.Sequential([.. layers]);
    }

    static Sequential LeNet5(InputShape shape, int outputs)
    {
        var flat = 16 * AfterTwoBlocks(shape.Height) * AfterTwoBlocks(shape.Width);
        return nn.Sequential(
            nn.Conv2d(shape.Channels, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(flat, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, outputs));

        static int AfterTwoBlocks(int side) => ((side - 4) / 2 - 4) / 2;
    }
}
