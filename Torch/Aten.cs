namespace LossActors.Torch;

/// <summary>The operators behind the named members, each looked up once.</summary>
static class Aten
{
    internal static readonly Operator
        Add = new("aten::add", "Tensor"), AddScalar = new("aten::add", "Scalar"),
        AddInPlace = new("aten::add_", "Tensor"), AddScalarInPlace = new("aten::add_", "Scalar"),
        Sub = new("aten::sub", "Tensor"), SubScalar = new("aten::sub", "Scalar"),
        SubInPlace = new("aten::sub_", "Tensor"), SubScalarInPlace = new("aten::sub_", "Scalar"), Rsub = new("aten::rsub", "Scalar"),
        Mul = new("aten::mul", "Tensor"), MulScalar = new("aten::mul", "Scalar"),
        MulInPlace = new("aten::mul_", "Tensor"), MulScalarInPlace = new("aten::mul_", "Scalar"),
        Div = new("aten::div", "Tensor"), DivScalar = new("aten::div", "Scalar"),
        DivInPlace = new("aten::div_", "Tensor"), DivScalarInPlace = new("aten::div_", "Scalar"),
        AddcmulInPlace = new("aten::addcmul_"), AddcdivInPlace = new("aten::addcdiv_"), LerpInPlace = new("aten::lerp_", "Scalar"),
        CopyInPlace = new("aten::copy_"), ZeroInPlace = new("aten::zero_"), FillInPlace = new("aten::fill_", "Scalar"),
        Neg = new("aten::neg"), Reciprocal = new("aten::reciprocal"),
        Pow = new("aten::pow", "Tensor_Tensor"), PowScalar = new("aten::pow", "Tensor_Scalar"),
        Maximum = new("aten::maximum"), Minimum = new("aten::minimum"), Clamp = new("aten::clamp"),
        Where = new("aten::where", "self");

    internal static readonly Operator
        Relu = new("aten::relu"), ReluInPlace = new("aten::relu_"), LeakyRelu = new("aten::leaky_relu"), Gelu = new("aten::gelu"),
        Tanh = new("aten::tanh"), Sigmoid = new("aten::sigmoid"),
        Exp = new("aten::exp"), Expm1 = new("aten::expm1"), Log = new("aten::log"), Log1p = new("aten::log1p"),
        Sqrt = new("aten::sqrt"), Square = new("aten::square"), Abs = new("aten::abs"), Sign = new("aten::sign"),
        Sin = new("aten::sin"), Cos = new("aten::cos"),
        Softmax = new("aten::softmax", "int"), LogSoftmax = new("aten::log_softmax", "int"),
        IsNan = new("aten::isnan"), IsFinite = new("aten::isfinite"),
        LogicalNot = new("aten::logical_not"), LogicalAnd = new("aten::logical_and"), LogicalOr = new("aten::logical_or");

    internal static readonly Operator
        Eq = new("aten::eq", "Tensor"), EqScalar = new("aten::eq", "Scalar"), Ne = new("aten::ne", "Tensor"), NeScalar = new("aten::ne", "Scalar"),
        Lt = new("aten::lt", "Tensor"), LtScalar = new("aten::lt", "Scalar"), Le = new("aten::le", "Tensor"), LeScalar = new("aten::le", "Scalar"),
        Gt = new("aten::gt", "Tensor"), GtScalar = new("aten::gt", "Scalar"), Ge = new("aten::ge", "Tensor"), GeScalar = new("aten::ge", "Scalar");

    internal static readonly Operator
        Sum = new("aten::sum"), SumDims = new("aten::sum", "dim_IntList"), Mean = new("aten::mean"), MeanDims = new("aten::mean", "dim"),
        Max = new("aten::max"), MaxDim = new("aten::max", "dim"), Min = new("aten::min"), MinDim = new("aten::min", "dim"),
        Argmax = new("aten::argmax"), Argmin = new("aten::argmin"), Logsumexp = new("aten::logsumexp"), Norm = new("aten::norm", "Scalar"),
        All = new("aten::all"), Any = new("aten::any"), Cumsum = new("aten::cumsum"),
        Sort = new("aten::sort"), Topk = new("aten::topk");

    internal static readonly Operator
        View = new("aten::view"), Reshape = new("aten::reshape"), Flatten = new("aten::flatten", "using_ints"),
        Transpose = new("aten::transpose", "int"), T = new("aten::t"), Permute = new("aten::permute"),
        Unsqueeze = new("aten::unsqueeze"), Squeeze = new("aten::squeeze"), SqueezeDim = new("aten::squeeze", "dim"),
        Expand = new("aten::expand"), Contiguous = new("aten::contiguous"), Clone = new("aten::clone"), Detach = new("aten::detach"),
        Select = new("aten::select", "int"), Narrow = new("aten::narrow"), Gather = new("aten::gather"),
        Scatter = new("aten::scatter_", "value"), IndexSelect = new("aten::index_select"), MaskedSelect = new("aten::masked_select"),
        OneHot = new("aten::one_hot"), Cat = new("aten::cat"), Stack = new("aten::stack"),
        ToType = new("aten::to", "dtype"), ToDevice = new("aten::to", "device");

    internal static readonly Operator
        Mm = new("aten::mm"), Matmul = new("aten::matmul"), Bmm = new("aten::bmm"), Addmm = new("aten::addmm"), Dot = new("aten::dot"),
        Linear = new("aten::linear"), Conv2d = new("aten::conv2d"), MaxPool2d = new("aten::max_pool2d"), AvgPool2d = new("aten::avg_pool2d"),
        AdaptiveAvgPool2d = new("aten::adaptive_avg_pool2d"), BatchNorm = new("aten::batch_norm"), LayerNorm = new("aten::layer_norm"),
        CrossEntropy = new("aten::cross_entropy_loss"), NllLoss = new("aten::nll_loss"), MseLoss = new("aten::mse_loss");

    internal static readonly Operator
        Zeros = new("aten::zeros"), Ones = new("aten::ones"), Empty = new("aten::empty", "memory_format"), Full = new("aten::full"),
        Arange = new("aten::arange", "start_step"), Linspace = new("aten::linspace"), Eye = new("aten::eye"),
        Randn = new("aten::randn"), Rand = new("aten::rand"), Randperm = new("aten::randperm"),
        ZerosLike = new("aten::zeros_like"), OnesLike = new("aten::ones_like"), EmptyLike = new("aten::empty_like"), FullLike = new("aten::full_like");

    internal static readonly Operator
        ForeachAddList = new("aten::_foreach_add_", "List"), ForeachMulScalar = new("aten::_foreach_mul_", "Scalar"),
        ForeachAddcmul = new("aten::_foreach_addcmul_", "Scalar"), ForeachAddcdiv = new("aten::_foreach_addcdiv_", "Scalar"),
        ForeachSqrt = new("aten::_foreach_sqrt"), ForeachAddScalar = new("aten::_foreach_add_", "Scalar"),
        ForeachAdd = new("aten::_foreach_add", "List"), ForeachDivScalar = new("aten::_foreach_div_", "Scalar");
}
