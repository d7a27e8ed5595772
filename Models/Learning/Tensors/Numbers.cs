namespace LossActors.Learning.Tensors;

/// <summary>
/// Operators of a tensor and a number. TorchSharp makes a number an object with a finaliser and hands libtorch its address alone, so that
/// the collector may free it while libtorch still reads it: on a busy machine a wrong number, or an exception that makes no sense. Here it
/// lives until the operator has ended. A sum of two tensors is one of these operators: libtorch's has a factor on the second.
/// </summary>
public static class Numbers
{
    static readonly TorchSharp.Scalar One = 1;

    /// <summary>For operators that are not here: the caller disposes of it after them.</summary>
    public static TorchSharp.Scalar Kept(double number) => number;

    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor.add(other, One);

    /// <summary>Adds the other, times the factor, in place.</summary>
    public static Tensor PlusTimes_(this Tensor tensor, Tensor other, double factor)
    {
        using var scalar = Kept(factor);
        return tensor.add_(other, scalar);
    }

    /// <summary>The sum with the other, times the factor.</summary>
    public static Tensor PlusTimes(this Tensor tensor, Tensor other, double factor)
    {
        using var scalar = Kept(factor);
        return tensor.add(other, scalar);
    }

    public static Tensor Times_(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.mul_(n));

    public static Tensor Plus(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.add(n));

    public static Tensor Minus(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.sub(n));

    public static Tensor Times(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.mul(n));

    public static Tensor Over(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.div(n));

    /// <summary>The larger of each element and the number.</summary>
    public static Tensor AtLeast(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.clamp_min(n));

    /// <summary>The smaller of each element and the number.</summary>
    public static Tensor AtMost(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.clamp_max(n));

    /// <summary>Whether each element is the number or above.</summary>
    public static Tensor From(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.ge(n));

    /// <summary>Whether each element is above the number.</summary>
    public static Tensor Above(this Tensor tensor, double number) => With(tensor, number, static (t, n) => t.gt(n));

    static Tensor With(Tensor tensor, double number, Func<Tensor, TorchSharp.Scalar, Tensor> act)
    {
        using var scalar = Kept(number);
        return act(tensor, scalar);
    }
}
