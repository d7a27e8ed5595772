namespace LossActors.Torch.Modules;

/// <summary>y = x Wᵀ + b with W of shape [out_features, in_features].</summary>
public sealed class Linear : torch.nn.Module
{
    internal Linear(long inFeatures, long outFeatures, bool hasBias) : base("Linear")
    {
        weight = register_parameter("weight", torch.zeros(outFeatures, inFeatures), inFeatures);
        if (hasBias)
            bias = register_parameter("bias", torch.zeros(outFeatures), inFeatures);
    }

    public Tensor weight { get; }

    public Tensor? bias { get; }

    public override Tensor forward(Tensor input) => Aten.Linear.Call(input, weight, bias);
}
