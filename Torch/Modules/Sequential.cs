using System.Globalization;

namespace LossActors.Torch.Modules;

/// <summary>Modules one after the other. What lies between them is disposed as soon as autograd alone needs it.</summary>
public sealed class Sequential : torch.nn.Module
{
    readonly torch.nn.Module[] layers;

    internal Sequential(torch.nn.Module[] layers) : base("Sequential")
    {
        this.layers = layers;
        for (int i = 0; i < layers.Length; i++)
            register_module(i.ToString(CultureInfo.InvariantCulture), layers[i]);
    }

    public override Tensor forward(Tensor input)
    {
        if (layers.Length == 0)
            return input.alias();

        var value = layers[0].forward(input);
        for (int i = 1; i < layers.Length; i++)
        {
            var previous = value;
            value = layers[i].forward(previous);
            // A layer may give back what it was given.
            if (previous != input && previous != value)
                previous.Dispose();
        }
        return value;
    }
}
