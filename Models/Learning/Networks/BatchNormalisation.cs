using static TorchSharp.torch;

namespace LossActors.Learning.Networks;

/// <summary>
/// As <c>torch.nn.BatchNorm1d</c> and <c>2d</c> with a momentum, so that it counts no batches: TorchSharp's own counts them by a number
/// that the collector may free while libtorch reads it, and then ends the training.
/// </summary>
sealed class BatchNormalisation : nn.Module<Tensor, Tensor>
{
    readonly double momentum;
    readonly TorchSharp.Modules.Parameter weight, bias;

    /// <param name="channels">Of the second dimension.</param>
    /// <param name="momentum">Weight of a batch in the running statistics.</param>
    public BatchNormalisation(int channels, double momentum = 0.1) : base("BatchNorm")
    {
        this.momentum = momentum;
        register_parameter("weight", weight = nn.Parameter(ones(channels)));
        register_parameter("bias", bias = nn.Parameter(zeros(channels)));
        register_buffer("running_mean", zeros(channels));
        register_buffer("running_var", ones(channels));
    }

    /// <summary>A module that moves to another device or type has new buffers.</summary>
    public override Tensor forward(Tensor input) => nn.functional.batch_norm(
        input, get_buffer("running_mean")!, get_buffer("running_var")!, weight, bias, training, momentum);
}
