namespace LossActors.Learning.Tensors;

/// <summary>
/// Differentiation. TorchSharp's <c>torch.autograd.grad</c> ends the process where an input is unused or a graph is gone; what is here
/// says so.
/// </summary>
public static unsafe class Gradients
{
    /// <summary>Adds the gradients of an output to the <c>grad</c> of the leaves that it was made of.</summary>
    /// <param name="output">Recorded by autograd.</param>
    /// <param name="seed">The gradient at the output, of its shape.</param>
    /// <param name="retainGraph">Whether the output can be differentiated again.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">Nothing was recorded, a wrong shape, or a graph that is
    /// gone.</exception>
    public static void Backward(Tensor output, Tensor seed, bool retainGraph = false)
    {
        nint root = output.Handle, start = seed.Handle;
        NativeMethods.THSAutograd_backward(&root, 1, &start, 1, (byte)(retainGraph ? 1 : 0), 0, null, 0);
        GC.KeepAlive(output);
        GC.KeepAlive(seed);
        torch.CheckForErrors();
    }

    /// <summary>
    /// Gradients of Σ ⟨output, seed⟩ with respect to some inputs, whose <c>grad</c> is null before and after. An input that the outputs
    /// do not depend on has none: null.
    /// </summary>
    /// <param name="seeds">The gradients at the outputs; null for 1 at outputs of one element.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated again; the graph is then kept.</param>
    /// <inheritdoc cref="Backward" path="/exception"/>
    public static Tensor?[] Of(
        IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor>? seeds = null,
        bool createGraph = false, bool retainGraph = false)
    {
        foreach (var input in inputs) input.grad = null;
        try
        {
            torch.autograd.backward([.. outputs], seeds is null ? null : [.. seeds], retainGraph || createGraph, createGraph, [.. inputs]);
            return [.. inputs.Select(input => input.grad)];
        }
        finally
        {
            // A gradient with a graph refers to its input: the two would keep each other alive.
            foreach (var input in inputs) input.grad = null;
        }
    }
}
