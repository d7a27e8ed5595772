using LossActors.Torch.Interop;

namespace LossActors.Torch.Optimisers;

/// <summary>
/// Changes parameters by their gradients. It borrows the parameters and owns its state. One step of a float32 network on the CPU is one
/// pass over its memory in this process, without a call to libtorch per operation; elsewhere it is a few multi-tensor operators.
/// </summary>
public abstract unsafe class Optimizer : IDisposable
{
    readonly nint[] handles;

    private protected Optimizer(IEnumerable<Tensor> parameters, double learningRate)
    {
        Parameters = [.. parameters];
        if (Parameters.Count == 0)
            throw new ArgumentException("An optimiser needs at least one parameter.", nameof(parameters));
        LearningRate = learningRate;
        handles = new nint[Parameters.Count];
    }

    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>Step size; may be changed between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private protected set; }

    /// <summary>What the optimiser remembers between steps, named, in a fixed order. The tensors stay the optimiser's.</summary>
    public abstract IEnumerable<(string name, Tensor tensor)> state();

    /// <summary>Takes one step by the gradients as they are; a parameter without one stays as it is.</summary>
    /// <exception cref="TorchException">libtorch refuses.</exception>
    public void step()
    {
        Steps++;
        var views = stackalloc StepView[Parameters.Count];
        if (TryView(views))
            StepInPlace(views);
        else
            StepByOperators();
    }

    /// <summary>Drops all gradients, so that the next backward sets them instead of adding.</summary>
    public void zero_grad()
    {
        for (int i = 0; i < handles.Length; i++)
            handles[i] = Parameters[i].Handle;
        fixed (nint* first = handles)
            NativeMethods.Check(NativeMethods.la_clear_grads(first, handles.Length), nameof(zero_grad));
    }

    public void Dispose()
    {
        foreach (var (_, tensor) in state())
            tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Views hold the memory of parameters and gradients; a weight of null stands for a parameter without a gradient.</summary>
    private protected abstract void StepInPlace(StepView* views);

    private protected abstract void StepByOperators();

    /// <summary>A zero tensor like each parameter, outside every scope.</summary>
    private protected Tensor[] ZerosLikeParameters()
    {
        using var _ = torch.no_grad();
        return [.. Parameters.Select(p => torch.zeros_like(p).DetachFromDisposeScope())];
    }

    /// <summary>Indexes of the parameters that have a gradient, and those gradients, which the caller disposes.</summary>
    private protected (int[] indexes, Tensor[] gradients) Gradients()
    {
        List<int> indexes = [];
        List<Tensor> gradients = [];
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].grad is not { } gradient)
                continue;
            indexes.Add(i);
            gradients.Add(gradient);
        }
        return ([.. indexes], [.. gradients]);
    }

    private protected static Tensor[] Pick(IReadOnlyList<Tensor> tensors, int[] indexes) => Array.ConvertAll(indexes, i => tensors[i]);

    bool TryView(StepView* views)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            views[i] = default;
            if (NativeMethods.la_step_view(Parameters[i].Handle, views + i) < 0)
                return false;
        }
        return true;
    }
}
