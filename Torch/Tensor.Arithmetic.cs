namespace LossActors.Torch;

public sealed unsafe partial class Tensor
{
    public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
    public static Tensor operator +(Tensor left, Scalar right) => left.add(right);
    public static Tensor operator +(Scalar left, Tensor right) => right.add(left);
    public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
    public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
    public static Tensor operator -(Scalar left, Tensor right) => Aten.Rsub.Call(right, left);
    public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
    public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);
    public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);
    public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
    public static Tensor operator /(Tensor left, Scalar right) => left.div(right);
    public static Tensor operator /(Scalar left, Tensor right) => right.reciprocal().mul(left);
    public static Tensor operator -(Tensor value) => value.neg();

    /// <summary>self + alpha · other, broadcast.</summary>
    public Tensor add(Tensor other) => Aten.Add.Call(this, other, 1);
    public Tensor add(Tensor other, Scalar alpha) => Aten.Add.Call(this, other, alpha);
    public Tensor add(Scalar other) => Aten.AddScalar.Call(this, other, 1);
    public Tensor sub(Tensor other) => Aten.Sub.Call(this, other, 1);
    public Tensor sub(Scalar other) => Aten.SubScalar.Call(this, other, 1);
    public Tensor mul(Tensor other) => Aten.Mul.Call(this, other);
    public Tensor mul(Scalar other) => Aten.MulScalar.Call(this, other);
    public Tensor div(Tensor other) => Aten.Div.Call(this, other);
    public Tensor div(Scalar other) => Aten.DivScalar.Call(this, other);

    public Tensor add_(Tensor other) => add_(other, 1);
    public Tensor add_(Tensor other, Scalar alpha) => Changed(Aten.AddInPlace, this, other, alpha);
    public Tensor add_(Scalar other) => Changed(Aten.AddScalarInPlace, this, other, 1);
    public Tensor sub_(Tensor other) => Changed(Aten.SubInPlace, this, other, 1);
    public Tensor sub_(Scalar other) => Changed(Aten.SubScalarInPlace, this, other, 1);
    public Tensor mul_(Tensor other) => Changed(Aten.MulInPlace, this, other);
    public Tensor mul_(Scalar other) => Changed(Aten.MulScalarInPlace, this, other);
    public Tensor div_(Tensor other) => Changed(Aten.DivInPlace, this, other);
    public Tensor div_(Scalar other) => Changed(Aten.DivScalarInPlace, this, other);

    /// <summary>self += value · tensor1 · tensor2.</summary>
    public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Changed(Aten.AddcmulInPlace, this, tensor1, tensor2, value);

    /// <summary>self += value · tensor1 / tensor2.</summary>
    public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Changed(Aten.AddcdivInPlace, this, tensor1, tensor2, value);

    /// <summary>self += weight · (end − self).</summary>
    public Tensor lerp_(Tensor end, Scalar weight) => Changed(Aten.LerpInPlace, this, end, weight);
    public Tensor copy_(Tensor source) => Changed(Aten.CopyInPlace, this, source);
    public Tensor zero_() => Changed(Aten.ZeroInPlace, this);
    public Tensor fill_(Scalar value) => Changed(Aten.FillInPlace, this, value);

    public Tensor neg() => Aten.Neg.Call(this);
    public Tensor reciprocal() => Aten.Reciprocal.Call(this);
    public Tensor pow(Tensor exponent) => Aten.Pow.Call(this, exponent);
    public Tensor pow(Scalar exponent) => Aten.PowScalar.Call(this, exponent);
    public Tensor maximum(Tensor other) => Aten.Maximum.Call(this, other);
    public Tensor minimum(Tensor other) => Aten.Minimum.Call(this, other);

    /// <summary>Limits every element to [min, max]; null leaves a side open.</summary>
    public Tensor clamp(Scalar? min = null, Scalar? max = null) =>
        Aten.Clamp.Call(this, min is { } low ? low : Argument.None, max is { } high ? high : Argument.None);

    public Tensor eq(Tensor other) => Aten.Eq.Call(this, other);
    public Tensor eq(Scalar other) => Aten.EqScalar.Call(this, other);
    public Tensor ne(Tensor other) => Aten.Ne.Call(this, other);
    public Tensor ne(Scalar other) => Aten.NeScalar.Call(this, other);
    public Tensor lt(Tensor other) => Aten.Lt.Call(this, other);
    public Tensor lt(Scalar other) => Aten.LtScalar.Call(this, other);
    public Tensor le(Tensor other) => Aten.Le.Call(this, other);
    public Tensor le(Scalar other) => Aten.LeScalar.Call(this, other);
    public Tensor gt(Tensor other) => Aten.Gt.Call(this, other);
    public Tensor gt(Scalar other) => Aten.GtScalar.Call(this, other);
    public Tensor ge(Tensor other) => Aten.Ge.Call(this, other);
    public Tensor ge(Scalar other) => Aten.GeScalar.Call(this, other);
    public Tensor logical_not() => Aten.LogicalNot.Call(this);
    public Tensor logical_and(Tensor other) => Aten.LogicalAnd.Call(this, other);
    public Tensor logical_or(Tensor other) => Aten.LogicalOr.Call(this, other);
    public Tensor isnan() => Aten.IsNan.Call(this);
    public Tensor isfinite() => Aten.IsFinite.Call(this);

    Tensor Changed(Operator op, params ReadOnlySpan<Argument> arguments)
    {
        op.Run(arguments);
        return this;
    }
}
