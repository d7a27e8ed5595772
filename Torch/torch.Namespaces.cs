using LossActors.Torch.Interop;

namespace LossActors.Torch;

public static unsafe partial class torch
{
    /// <summary>NVIDIA cards that libtorch can use.</summary>
    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        /// <summary>Number of cards; 0 if this libtorch has no CUDA or the machine has no card.</summary>
        public static int device_count()
        {
            int count = NativeMethods.la_cuda_device_count();
            NativeMethods.Check(count, "cuda.device_count");
            return count;
        }

        /// <summary>A card's memory in bytes, as its driver sees it: all processes' use counts.</summary>
        /// <exception cref="TorchException">There is no such card, or no driver.</exception>
        public static DeviceMemory memory(int device = 0)
        {
            NativeMethods.Check(NativeMethods.la_cuda_memory(device, out long free, out long total), "cuda.memory");
            return new(free, total);
        }

        /// <summary>A card's name, as its driver tells it.</summary>
        /// <exception cref="TorchException">There is no such card, or no driver.</exception>
        public static string get_device_name(int device = 0)
        {
            byte* text = stackalloc byte[256];
            int length = NativeMethods.la_cuda_name(device, text, 256);
            NativeMethods.Check(length, "cuda.get_device_name");
            return System.Text.Encoding.UTF8.GetString(text, Math.Min(length, 256));
        }

        /// <summary>Waits until a card has done all that was asked of it.</summary>
        /// <exception cref="TorchException">There is no such card, or an earlier operation failed on it.</exception>
        public static void synchronize(int device = 0) => NativeMethods.Check(NativeMethods.la_cuda_synchronize(device), "cuda.synchronize");
    }

    /// <summary>Any operator of libtorch, by its schema's name. For a hot loop keep an <see cref="Operator"/> instead.</summary>
    public static class ops
    {
        /// <summary>Calls an operator and gives its tensors, lists flattened; an undefined tensor is null.</summary>
        /// <exception cref="TorchException">No such operator, or it refuses the arguments.</exception>
        public static Tensor?[] call(string name, string overload, params ReadOnlySpan<Argument> arguments) =>
            new Operator(name, overload).CallMany(arguments);
    }

    /// <summary>Differentiation that returns gradients instead of accumulating them.</summary>
    public static class autograd
    {
        /// <summary>
        /// Gradients of Σ ⟨output, grad_output⟩ with respect to the inputs. With <paramref name="create_graph"/> they can be differentiated again.
        /// An input that the outputs do not depend on gives null if <paramref name="allow_unused"/>.
        /// </summary>
        /// <exception cref="TorchException">Nothing to differentiate, a wrong shape, or an unused input that is not allowed.</exception>
        public static Tensor?[] grad(
            Tensor[] outputs, Tensor[] inputs, Tensor[]? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            if (grad_outputs is not null && grad_outputs.Length != outputs.Length)
                throw new ArgumentException($"{outputs.Length} outputs need as many grad_outputs, not {grad_outputs.Length}.", nameof(grad_outputs));
            var gradients = new nint[inputs.Length];
            int status;
            fixed (nint* roots = Handles(outputs), leaves = Handles(inputs), seeds = grad_outputs is null ? null : Handles(grad_outputs), results = gradients)
                status = NativeMethods.la_autograd_grad(
                    roots, seeds, outputs.Length, leaves, inputs.Length,
                    retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, results);
            NativeMethods.Check(status, "autograd.grad");
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(gradients, g => g == 0 ? null : new Tensor(g));
        }

        static nint[] Handles(Tensor[] tensors) => Array.ConvertAll(tensors, t => t.Handle);
    }
}
