using LossActors.Learning.Networks;

namespace LossActors.Host.RunFiles;

/// <summary>How tables call a network: its kind, and what differs from the kind's defaults.</summary>
static class NetworkName
{
    public static string Of(NetworkSpec network) => network switch
    {
        MlpSpec mlp => Of(mlp),
        LeNet5Spec => "lenet5",
        Myrtle5Spec myrtle => myrtle.Width == 64 ? "myrtle5" : $"myrtle5 {myrtle.Width}",
        ResNet20Spec => "resnet20",
        WideResNetSpec => "wrn-28-2",
        VitSpec vit => $"vit {vit.Width}×{vit.Depth}",
        TextCnnSpec cnn => $"text-cnn {cnn.Width}×{cnn.Depth}",
        TextTransformerSpec transformer => $"text-transformer {transformer.Width}×{transformer.Depth}",
        TorchScriptSpec script => Path.GetFileNameWithoutExtension(script.Path),
        _ => network.GetType().Name,
    };

    static string Of(MlpSpec mlp)
    {
        var hidden = mlp.Hidden is { Count: > 0 } ? string.Join('-', mlp.Hidden) : "linear";
        var activation = mlp.Activation == Activation.Relu ? "" : $" {mlp.Activation.ToString().ToLowerInvariant()}";
        return $"mlp {hidden}{activation}{(mlp.BatchNorm ? " bn" : "")}{(mlp.SingleOutput ? " single" : "")}";
    }
}
