namespace LossActors.Genetics.Expressions;

/// <summary>The operators and leaves of a loss body. A body is an expression of y, p, z, C and constants.</summary>
public enum Op : byte
{
    Constant,
    /// <summary>One-hot target entry.</summary>
    Y,
    /// <summary>Softmax probability.</summary>
    P,
    /// <summary>Logit.</summary>
    Z,
    /// <summary>Number of classes.</summary>
    C,
    Add, Subtract, Multiply, Divide, Min, Max, Pow,
    Negate, Square, Sqrt, Log, Exp, Sin, Cos, Tanh, Sigmoid, Abs,
    /// <summary>root(k, x) = k·(x^(1/k) − 1), k a constant in [1, 64].</summary>
    Root,
}
