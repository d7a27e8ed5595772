namespace LossActors.Torch;

public sealed unsafe partial class Tensor
{
    public Tensor relu() => Aten.Relu.Call(this);
    public Tensor relu_() => Changed(Aten.ReluInPlace, this);
    public Tensor leaky_relu(double negative_slope = 0.01) => Aten.LeakyRelu.Call(this, negative_slope);
    public Tensor gelu() => Aten.Gelu.Call(this);
    public Tensor tanh() => Aten.Tanh.Call(this);
    public Tensor sigmoid() => Aten.Sigmoid.Call(this);
    public Tensor exp() => Aten.Exp.Call(this);
    public Tensor expm1() => Aten.Expm1.Call(this);
    public Tensor log() => Aten.Log.Call(this);
    public Tensor log1p() => Aten.Log1p.Call(this);
    public Tensor sqrt() => Aten.Sqrt.Call(this);
    public Tensor square() => Aten.Square.Call(this);
    public Tensor abs() => Aten.Abs.Call(this);
    public Tensor sign() => Aten.Sign.Call(this);
    public Tensor sin() => Aten.Sin.Call(this);
    public Tensor cos() => Aten.Cos.Call(this);
    public Tensor softmax(long dim) => Aten.Softmax.Call(this, dim, Argument.None);
    public Tensor log_softmax(long dim) => Aten.LogSoftmax.Call(this, dim, Argument.None);

    public Tensor sum() => Aten.Sum.Call(this, Argument.None);
    public Tensor sum(long dim, bool keepdim = false) => sum([dim], keepdim);
    public Tensor sum(long[] dim, bool keepdim = false) => Aten.SumDims.Call(this, dim, keepdim, Argument.None);
    public Tensor mean() => Aten.Mean.Call(this, Argument.None);
    public Tensor mean(long dim, bool keepdim = false) => mean([dim], keepdim);
    public Tensor mean(long[] dim, bool keepdim = false) => Aten.MeanDims.Call(this, dim, keepdim, Argument.None);
    public Tensor max() => Aten.Max.Call(this);
    public Tensor min() => Aten.Min.Call(this);
    public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Pair(Aten.MaxDim.CallMany(this, dim, keepdim));
    public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Pair(Aten.MinDim.CallMany(this, dim, keepdim));
    public Tensor argmax() => Aten.Argmax.Call(this);
    public Tensor argmax(long dim, bool keepdim = false) => Aten.Argmax.Call(this, dim, keepdim);
    public Tensor argmin() => Aten.Argmin.Call(this);
    public Tensor argmin(long dim, bool keepdim = false) => Aten.Argmin.Call(this, dim, keepdim);
    public Tensor logsumexp(long dim, bool keepdim = false) => Aten.Logsumexp.Call(this, new long[] { dim }, keepdim);

    /// <summary>The p-norm of all elements.</summary>
    public Tensor norm(Scalar p) => Aten.Norm.Call(this, p);
    public Tensor norm() => norm(2.0);
    public Tensor all() => Aten.All.Call(this);
    public Tensor any() => Aten.Any.Call(this);
    public Tensor cumsum(long dim) => Aten.Cumsum.Call(this, dim, Argument.None);
    public (Tensor values, Tensor indexes) sort(long dim = -1, bool descending = false) => Pair(Aten.Sort.CallMany(this, dim, descending));
    public (Tensor values, Tensor indexes) topk(long k, long dim = -1, bool largest = true) => Pair(Aten.Topk.CallMany(this, k, dim, largest, true));

    public Tensor mm(Tensor other) => Aten.Mm.Call(this, other);
    public Tensor bmm(Tensor other) => Aten.Bmm.Call(this, other);
    public Tensor matmul(Tensor other) => Aten.Matmul.Call(this, other);
    public Tensor dot(Tensor other) => Aten.Dot.Call(this, other);

    /// <summary>beta · self + alpha · mat1 mat2.</summary>
    public Tensor addmm(Tensor mat1, Tensor mat2, Scalar beta, Scalar alpha) => Aten.Addmm.Call(this, mat1, mat2, beta, alpha);
    public Tensor addmm(Tensor mat1, Tensor mat2) => addmm(mat1, mat2, 1, 1);

    static (Tensor, Tensor) Pair(Tensor?[] results) => (results[0]!, results[1]!);
}
