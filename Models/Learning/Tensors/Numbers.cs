namespace LossActors.Learning.Tensors;

/// <summary>
/// Operators of a tensor and a number. TorchSharp makes a number an object with a finaliser and hands libtorch its address alone, so that
/// the collector may free it while libtorch still reads it: on a busy machine a wrong number, or an exception that makes no sense. Here it
/// lives until the operator has ended.
/// </summary>
public static class Numbers
{
    public static Tensor Plus(this Tensor tensor, double number)
    {
        using var scalar = (TorchSharp.Scalar)number;
        return tensor.add(scalar);
    }

    public static Tensor Minus(this Tensor tensor, double number)
    {
        using var scalar = (TorchSharp.Scalar)number;
        return tensor.sub(scalar);
    }

    public static Tensor Times(this Tensor tensor, double number)
    {
        using var scalar = (TorchSharp.Scalar)number;
        return tensor.mul(scalar);
    }

    public static Tensor Over(this Tensor tensor, double number)
    {
        using var scalar = (TorchSharp.Scalar)number;
        return tensor.div(scalar);
    }

    /// <summary>The larger of each element and the number.</summary>
    public static Tensor AtLeast(this Tensor tensor, double number)
    {
        using var scalar = (TorchSharp.Scalar)number;
        return tensor.clamp_min(scalar);
    }

    /// <summary>Whether each element is above the number.</summary>
    public static Tensor Above(this Tensor tensor, double number)
    {
        using var scalar = (TorchSharp.Scalar)number;
        return tensor.gt(scalar);
    }
}
