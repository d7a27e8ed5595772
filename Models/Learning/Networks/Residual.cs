using LossActors.Learning.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>Residual networks for small images: three stages, the second and third at half the resolution of the one before.</summary>
static class Residual
{
    public static Sequential ResNet20(InputShape shape, int outputs)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>
        {
            Convolution(shape.Channels, 16, 1), new BatchNormalisation(16), nn.ReLU(inplace: true),
        };
        Stages(16, 16, 3, (inputs, width, stride) => layers.Add(new ResidualBlock(inputs, width, stride)));
        return nn.Sequential([.. layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, outputs)]);
    }

    public static Sequential Wide(WideResNetSpec spec, InputShape shape, int outputs)
    {
        var momentum = spec.BatchNormMomentum;
        var layers = new List<nn.Module<Tensor, Tensor>> { Convolution(shape.Channels, 16, 1) };
        Stages(16, 32, 4, (inputs, width, stride) => layers.Add(new WideBlock(inputs, width, stride, momentum)));
        return nn.Sequential(
        [
            .. layers, new BatchNormalisation(128, momentum), new LeakyRelu(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
            nn.Linear(128, outputs),
        ]);
    }

    internal static Conv2d Convolution(int inputs, int outputs, int stride) =>
        nn.Conv2d(inputs, outputs, 3, stride, padding: 1, bias: false);

    static void Stages(int inputs, int width, int blocks, Action<int, int, int> add)
    {
        for (var block = 0; block < 3 * blocks; block++)
        {
            var outputs = width << block / blocks;
            add(inputs, outputs, block > 0 && block % blocks == 0 ? 2 : 1);
            inputs = outputs;
        }
    }
}
