using LossActors.Torch;

namespace LossActors.Models.Training;

/// <summary>
/// Where the network ends and the loss begins: outputs as a span of logits [batch, classes], and the gradient there as the tensor
/// that backward starts from. A single output z stands for the logits (z, 0).
/// </summary>
sealed class LogitSeam : IDisposable
{
    readonly bool single;
    readonly Device device;
    readonly float[] logits;
    readonly float[] gradient;
    readonly Tensor outputGradient;

    public LogitSeam(int batch, int classes, int outputs, Device device)
    {
        (single, this.device) = (outputs == 1, device);
        logits = new float[batch * classes];
        gradient = single || !OnHost ? new float[batch * classes] : [];
        outputGradient = torch.zeros(batch, outputs).DetachFromDisposeScope();
    }

    /// <summary>[batch, classes], for the loss to write.</summary>
    public Span<float> Gradient => gradient.Length > 0 ? gradient : outputGradient.Writable<float>();

    bool OnHost => device.Type == DeviceType.CPU;

    /// <summary>[batch, classes]; valid until the next call and as long as <paramref name="outputs"/>.</summary>
    public ReadOnlySpan<float> Logits(Tensor outputs)
    {
        if (OnHost && !single) return outputs.data<float>();
        if (!single)
        {
            outputs.copy_to<float>(logits);
            return logits;
        }

        var half = logits.AsSpan(logits.Length / 2);
        outputs.copy_to(half);
        Widen(half, logits);
        return logits;
    }

    /// <summary>The gradient at the network's outputs, on their device.</summary>
    public Tensor GradientTensor()
    {
        if (gradient.Length == 0) return outputGradient;
        var target = outputGradient.Writable<float>();
        for (var i = 0; i < target.Length; i++) target[i] = gradient[single ? 2 * i : i];
        return OnHost ? outputGradient : outputGradient.to(device);
    }

    /// <summary>z → (z, 0). The source may be the target's second half: what is read was not yet written.</summary>
    public static void Widen(ReadOnlySpan<float> outputs, Span<float> logits)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            logits[2 * i] = outputs[i];
            logits[2 * i + 1] = 0;
        }
    }

    public void Dispose() => outputGradient.Dispose();
}
