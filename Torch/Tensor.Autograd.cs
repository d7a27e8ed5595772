using LossActors.Torch.Interop;

namespace LossActors.Torch;

public sealed unsafe partial class Tensor
{
    /// <summary>Whether operations on this tensor are recorded. Only a leaf can stop requiring a gradient.</summary>
    public bool requires_grad
    {
        get => NativeMethods.la_requires_grad(Handle) != 0;
        set => NativeMethods.Check(NativeMethods.la_set_requires_grad(Handle, value ? 1 : 0), nameof(requires_grad));
    }

    public Tensor requires_grad_(bool requires_grad = true)
    {
        this.requires_grad = requires_grad;
        return this;
    }

    public bool is_leaf => NativeMethods.la_is_leaf(Handle) != 0;

    /// <summary>The gradient that backward accumulated, as a new owner at every read; null if there is none.</summary>
    public Tensor? grad
    {
        get => NativeMethods.la_grad(Handle) is not 0 and var gradient ? new Tensor(gradient) : null;
        set
        {
            NativeMethods.Check(NativeMethods.la_set_grad(Handle, value?.Handle ?? 0), nameof(grad));
            GC.KeepAlive(value);
        }
    }

    /// <summary>The same data, outside the graph.</summary>
    public Tensor detach() => Aten.Detach.Call(this);

    /// <summary>
    /// Adds the gradients of this tensor to the leaves' <see cref="grad"/>. <paramref name="grad"/> is the gradient at this tensor, of its
    /// shape; it may be left out for a single element, and is then 1.
    /// </summary>
    /// <exception cref="TorchException">Nothing to differentiate, a wrong shape, or a graph that was already released.</exception>
    public void backward(Tensor? grad = null, bool retain_graph = false, bool create_graph = false)
    {
        int status = NativeMethods.la_backward(Handle, grad?.Handle ?? 0, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0);
        NativeMethods.Check(status, nameof(backward));
        GC.KeepAlive(this);
        GC.KeepAlive(grad);
    }

    /// <summary>Makes this tensor hold another's data, whatever its device or type, and stay the same leaf.</summary>
    internal void SetData(Tensor data)
    {
        NativeMethods.Check(NativeMethods.la_set_data(Handle, data.Handle), "set_data");
        GC.KeepAlive(data);
    }
}
