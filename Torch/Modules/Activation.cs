namespace LossActors.Torch.Modules;

/// <summary>A function without parameters as a module.</summary>
public sealed class Activation : torch.nn.Module
{
    readonly Func<Tensor, Tensor> function;

    internal Activation(string name, Func<Tensor, Tensor> function) : base(name) => this.function = function;

    public override Tensor forward(Tensor input) => function(input);
}
