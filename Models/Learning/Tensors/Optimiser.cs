namespace LossActors.Learning.Tensors;

/// <summary>
/// Changes parameters by their gradients. It borrows the parameters and owns its state. A step of a float32 network on the CPU is one
/// pass over its memory (TorchSharp's optimisers take 20 times as long for a small network); elsewhere it is a few operators for each
/// parameter.
/// </summary>
public abstract unsafe class Optimiser : IDisposable
{
    private protected Optimiser(IEnumerable<Tensor> parameters, double learningRate)
    {
        Parameters = [.. parameters];
        if (Parameters.Count == 0) throw new ArgumentException("An optimiser needs at least one parameter.", nameof(parameters));
        LearningRate = learningRate;
    }

    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>Step size; may be changed between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes one step by the gradients as they are; a parameter without one stays as it is.</summary>
    public void Step()
    {
        Steps++;
        for (var i = 0; i < Parameters.Count; i++)
        {
            var gradient = NativeMethods.THSTensor_grad(Parameters[i].Handle);
            if (gradient == 0) continue;
            if (IsPlain(Parameters[i].Handle) && IsPlain(gradient))
            {
                try
                {
                    StepInPlace(i, Elements(Parameters[i].Handle), Elements(gradient));
                }
                finally
                {
                    NativeMethods.THSTensor_dispose(gradient);
                }
            }
            else
            {
                NativeMethods.THSTensor_dispose(gradient);
                StepByOperators(i);
            }
        }

        GC.KeepAlive(this);
    }

    /// <summary>Drops all gradients, so that the next backward sets them instead of adding.</summary>
    public void ZeroGradients()
    {
        foreach (var parameter in Parameters) NativeMethods.THSTensor_set_grad(parameter.Handle, 0);
    }

    public void Dispose()
    {
        foreach (var tensor in State) tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What it remembers between steps.</summary>
    private protected abstract IEnumerable<Tensor> State { get; }

    /// <param name="index">Of the parameter.</param>
    /// <param name="weights">Its elements.</param>
    /// <param name="gradient">As many.</param>
    private protected abstract void StepInPlace(int index, Span<float> weights, ReadOnlySpan<float> gradient);

    /// <summary>The same step through libtorch, for other devices and types, under no_grad.</summary>
    private protected abstract void StepByOperators(int index, Tensor gradient);

    /// <summary>A zero tensor like each parameter, outside every scope.</summary>
    private protected Tensor[] ZerosLikeParameters()
    {
        using var quiet = torch.no_grad();
        return [.. Parameters.Select(p => torch.zeros_like(p).DetachFromDisposeScope())];
    }

    void StepByOperators(int index)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        StepByOperators(index, Parameters[index].grad!);
    }

    static bool IsPlain(nint tensor) =>
        (ScalarType)NativeMethods.THSTensor_type(tensor) == ScalarType.Float32
        && NativeMethods.THSTensor_device_type(tensor) == (int)DeviceType.CPU
        && NativeMethods.THSTensor_is_contiguous(tensor) != 0;

    static Span<float> Elements(nint tensor) =>
        new(NativeMethods.THSTensor_data(tensor), checked((int)NativeMethods.THSTensor_numel(tensor)));
}
