using LossActors.Learning.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>Networks that are a chain of layers.</summary>
static class Feedforward
{
    public static Sequential Perceptron(MlpSpec spec, InputShape shape, int outputs)
    {
        var inputs = shape.Size;
        var layers = new List<nn.Module<Tensor, Tensor>>();
        if (shape.IsImage) layers.Add(nn.Flatten());
        foreach (var width in spec.Hidden)
        {
            layers.Add(nn.Linear(inputs, width, hasBias: !spec.BatchNorm));
            if (spec.BatchNorm) layers.Add(new BatchNormalisation(width));
            layers.Add(Activated(spec.Activation));
            inputs = width;
        }

        layers.Add(nn.Linear(inputs, outputs));
        return nn.Sequential([.. layers]);
    }

    public static Sequential LeNet5(InputShape shape, int outputs)
    {
        var flat = 16 * AfterTwoBlocks(shape.Height) * AfterTwoBlocks(shape.Width);
        // ReLU after the pool is ReLU before it, on a quarter of the numbers.
        return nn.Sequential(
            nn.Conv2d(shape.Channels, 6, 5), new MaxPool2x2(), nn.ReLU(),
            nn.Conv2d(6, 16, 5), new MaxPool2x2(), nn.ReLU(), nn.Flatten(),
            nn.Linear(flat, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, outputs));

        static int AfterTwoBlocks(int side) => ((side - 4) / 2 - 4) / 2;
    }

    public static Sequential Myrtle5(Myrtle5Spec spec, InputShape shape, int outputs) => nn.Sequential(
        Convolution(shape.Channels, spec.Width), nn.ReLU(), Convolution(spec.Width, spec.Width), nn.ReLU(), nn.AvgPool2d(2),
        Convolution(spec.Width, spec.Width), nn.ReLU(), nn.AvgPool2d(2),
        Convolution(spec.Width, spec.Width), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(spec.Width, outputs));

    static nn.Module<Tensor, Tensor> Activated(Activation activation) => activation switch
    {
        Activation.Tanh => nn.Tanh(),
        Activation.Sigmoid => nn.Sigmoid(),
        _ => nn.ReLU(),
    };

    static Conv2d Convolution(int inputs, int outputs) => nn.Conv2d(inputs, outputs, 3, padding: 1);
}
