using LossActors.Torch.Interop;

namespace LossActors.Torch;

public sealed unsafe partial class Tensor
{
    /// <summary>The sizes, outermost dimension first; a new array at every call.</summary>
    public long[] shape
    {
        get
        {
            var sizes = new long[NativeMethods.la_dim(Handle)];
            fixed (long* first = sizes)
                NativeMethods.la_sizes(Handle, first);
            return sizes;
        }
    }

    /// <summary>Elements between neighbours, by dimension.</summary>
    public long[] stride()
    {
        var strides = new long[NativeMethods.la_dim(Handle)];
        fixed (long* first = strides)
            NativeMethods.la_strides(Handle, first);
        return strides;
    }

    /// <summary>The size of one dimension; negative numbers count from the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public long size(int dim)
    {
        var sizes = shape;
        int index = dim < 0 ? dim + sizes.Length : dim;
        return (uint)index < (uint)sizes.Length
            ? sizes[index]
            : throw new ArgumentOutOfRangeException(nameof(dim), $"A tensor of {sizes.Length} dimensions has no dimension {dim}.");
    }

    /// <summary>Number of dimensions.</summary>
    public int dim() => NativeMethods.la_dim(Handle);

    /// <summary>Number of elements.</summary>
    public long numel() => NativeMethods.la_numel(Handle);

    public ScalarType dtype => (ScalarType)NativeMethods.la_dtype(Handle);

    public Device device
    {
        get
        {
            int packed = NativeMethods.la_device(Handle);
            return new((DeviceType)(packed & 0xff), packed >> 8);
        }
    }

    public Tensor view(params long[] shape) => Aten.View.Call(this, shape);
    public Tensor reshape(params long[] shape) => Aten.Reshape.Call(this, shape);
    public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.Flatten.Call(this, start_dim, end_dim);
    public Tensor transpose(long dim0, long dim1) => Aten.Transpose.Call(this, dim0, dim1);

    /// <summary>The transpose of a matrix.</summary>
    public Tensor t() => Aten.T.Call(this);
    public Tensor permute(params long[] permutation) => Aten.Permute.Call(this, permutation);
    public Tensor unsqueeze(long dim) => Aten.Unsqueeze.Call(this, dim);
    public Tensor squeeze() => Aten.Squeeze.Call(this);
    public Tensor squeeze(long dim) => Aten.SqueezeDim.Call(this, dim);
    public Tensor expand(params long[] sizes) => Aten.Expand.Call(this, sizes, false);
    public Tensor contiguous() => Aten.Contiguous.Call(this);

    /// <summary>The same shape and values in another order in memory.</summary>
    public Tensor contiguous(MemoryFormat memory_format) => Aten.Contiguous.Call(this, (int)memory_format);
    public Tensor clone() => Aten.Clone.Call(this);
    public Tensor select(long dim, long index) => Aten.Select.Call(this, dim, index);
    public Tensor narrow(long dim, long start, long length) => Aten.Narrow.Call(this, dim, start, length);
    public Tensor gather(long dim, Tensor index) => Aten.Gather.Call(this, dim, index, false);
    public Tensor scatter_(long dim, Tensor index, Scalar value) => Changed(Aten.Scatter, this, dim, index, value);
    public Tensor index_select(long dim, Tensor index) => Aten.IndexSelect.Call(this, dim, index);
    public Tensor masked_select(Tensor mask) => Aten.MaskedSelect.Call(this, mask);

    /// <summary>Int64 classes [n] to int64 rows [n, num_classes] with a single one.</summary>
    public Tensor one_hot(long num_classes = -1) => Aten.OneHot.Call(this, num_classes);

    /// <summary>This tensor as another element type: a second owner of the same tensor if it has that type already.</summary>
    public Tensor to(ScalarType type) => Aten.ToType.Call(this, type, false, false, Argument.None);

    /// <summary>This tensor on a device: a second owner of the same tensor if it is there already.</summary>
    public Tensor to(Device device) => Aten.ToDevice.Call(this, device, dtype, false, false, Argument.None);
    public Tensor cpu() => to(torch.CPU);
    public Tensor cuda() => to(torch.CUDA);
}
