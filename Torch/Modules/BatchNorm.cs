namespace LossActors.Torch.Modules;

/// <summary>
/// Batch normalisation per feature (the second dimension): by the batch's statistics in training, which move the running ones by
/// <c>momentum</c>, and by the running ones otherwise.
/// </summary>
public sealed class BatchNorm : torch.nn.Module
{
    readonly double eps, momentum;

    internal BatchNorm(string name, long features, double eps, double momentum) : base(name)
    {
        (this.eps, this.momentum) = (eps, momentum);
        weight = register_parameter("weight", torch.ones(features));
        bias = register_parameter("bias", torch.zeros(features));
        running_mean = register_buffer("running_mean", torch.zeros(features));
        running_var = register_buffer("running_var", torch.ones(features));
    }

    public Tensor weight { get; }

    public Tensor bias { get; }

    public Tensor running_mean { get; }

    public Tensor running_var { get; }

    public override Tensor forward(Tensor input) =>
        Aten.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
}
