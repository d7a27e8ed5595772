using System.Numerics;
using LossActors.Learning.Data;

namespace LossActors.Learning.Networks;

/// <summary>
/// Forward and backward of a perceptron written out, without autograd and in memory of its own: for a small network autograd's
/// bookkeeping costs as much as the arithmetic. For vectors of float32 on the CPU, in batches of one size. Keeps the gradients that it
/// gives to the parameters. One thread's.
/// </summary>
sealed class DensePass : IDisposable
{
    readonly Layer[] layers;
    readonly Activation activation;
    Tensor? inputs;
    (Tensor Gradient, Tensor Transposed)? seed;

    DensePass(Network network, Activation activation, int batch)
    {
        this.activation = activation;
        using var quiet = torch.no_grad();
        layers = [.. network.Parameters.Chunk(2).Select(p => new Layer(p[0], p[1], batch))];
    }

    /// <summary>Null for what is no plain perceptron of vectors on the CPU.</summary>
    public static DensePass? For(NetworkSpec spec, InputShape shape, Network network, int batch, Device device) =>
        spec is MlpSpec { BatchNorm: false } mlp && !shape.IsImage && device.type == DeviceType.CPU
            ? new(network, mlp.Activation, batch)
            : null;

    /// <summary>The outputs of a batch, [batch, outputs]; valid until the next call.</summary>
    /// <param name="batch">[batch, inputs]; read again by <see cref="Backward"/>.</param>
    public Tensor Forward(Tensor batch)
    {
        using var quiet = torch.no_grad();
        inputs = batch;
        foreach (var layer in layers)
        {
            layer.Output.addmm_(batch, layer.WeightTransposed, beta: 0, alpha: 1);
            Activate(layer, isLast: layer == layers[^1]);
            batch = layer.Output;
        }

        return batch;
    }

    /// <summary>Sets the gradients of all parameters for the batch of the last <see cref="Forward"/>.</summary>
    /// <param name="gradient">[batch, outputs], at the outputs.</param>
    public void Backward(Tensor gradient)
    {
        using var quiet = torch.no_grad();
        var transposed = Transposed(gradient);
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            var layer = layers[i];
            layer.WeightGradient.addmm_(transposed, i == 0 ? inputs! : layers[i - 1].Output, beta: 0, alpha: 1);
            SumRows(gradient.Elements<float>(), layer.BiasGradient.Elements<float>());
            layer.Weight.grad = layer.WeightGradient;
            layer.Bias.grad = layer.BiasGradient;
            if (i == 0) return;
            var below = layers[i - 1];
            below.OutputGradient.addmm_(gradient, layer.WeightDetached, beta: 0, alpha: 1);
            TimesSlope(below.Output.Elements<float>(), below.OutputGradient.Elements<float>());
            (gradient, transposed) = (below.OutputGradient, below.OutputGradientTransposed);
        }
    }

    public void Dispose()
    {
        seed?.Transposed.Dispose();
        foreach (var layer in layers) layer.Dispose();
    }

    /// <summary>The loss writes its gradient into one tensor for the whole training.</summary>
    Tensor Transposed(Tensor gradient)
    {
        if (seed is not { } known || !ReferenceEquals(known.Gradient, gradient))
        {
            seed?.Transposed.Dispose();
            seed = known = (gradient, gradient.t().DetachFromDisposeScope());
        }

        return known.Transposed;
    }

    void Activate(Layer layer, bool isLast)
    {
        var output = layer.Output.Elements<float>();
        var bias = layer.Bias.Elements<float>();
        var rectifies = !isLast && activation == Activation.Relu;
        for (var at = 0; at < output.Length; at += bias.Length) AddBias(output.Slice(at, bias.Length), bias, rectifies);
        if (isLast || rectifies) return;
        if (activation == Activation.Tanh) layer.Output.tanh_();
        else layer.Output.sigmoid_();
    }

    static void AddBias(Span<float> row, ReadOnlySpan<float> bias, bool rectifies)
    {
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(row[i..]) + new Vector<float>(bias[i..]);
            // What is not below 0 stays, NaN too.
            if (rectifies) value = Vector.ConditionalSelect(Vector.LessThan(value, Vector<float>.Zero), Vector<float>.Zero, value);
            value.CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] += bias[i];
            if (rectifies && row[i] < 0) row[i] = 0;
        }
    }

    static void SumRows(ReadOnlySpan<float> rows, Span<float> sums)
    {
        sums.Clear();
        for (var at = 0; at < rows.Length; at += sums.Length)
        {
            var row = rows.Slice(at, sums.Length);
            var i = 0;
            for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
                (new Vector<float>(sums[i..]) + new Vector<float>(row[i..])).CopyTo(sums[i..]);
            for (; i < row.Length; i++) sums[i] += row[i];
        }
    }

    /// <summary>Times the activation's derivative, which all three have as a function of their output: [y > 0], 1 − y², y(1 − y).</summary>
    void TimesSlope(ReadOnlySpan<float> output, Span<float> gradient)
    {
        var i = 0;
        for (; i <= output.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> y = new(output[i..]), g = new(gradient[i..]);
            (activation switch
            {
                Activation.Tanh => g * (Vector<float>.One - y * y),
                Activation.Sigmoid => g * (y * (Vector<float>.One - y)),
                _ => Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), g, Vector<float>.Zero),
            }).CopyTo(gradient[i..]);
        }

        for (; i < output.Length; i++)
            gradient[i] = activation switch
            {
                Activation.Tanh => gradient[i] * (1 - output[i] * output[i]),
                Activation.Sigmoid => gradient[i] * (output[i] * (1 - output[i])),
                _ => output[i] > 0 ? gradient[i] : 0,
            };
    }

    /// <summary>A layer's memory: its output is activated in place; the gradient at its output is that before the activation.</summary>
    sealed class Layer : IDisposable
    {
        readonly List<Tensor> own = [];

        public Layer(Tensor weight, Tensor bias, int batch)
        {
            (Weight, Bias) = (weight, bias);
            WeightDetached = Own(weight.detach());
            WeightTransposed = Own(WeightDetached.t());
            WeightGradient = Own(torch.zeros_like(weight));
            BiasGradient = Own(torch.zeros_like(bias));
            Output = Own(torch.zeros(batch, bias.numel()));
            OutputGradient = Own(torch.zeros(batch, bias.numel()));
            OutputGradientTransposed = Own(OutputGradient.t());
        }

        /// <summary>[outputs, inputs]</summary>
        public Tensor Weight { get; }

        /// <summary>[outputs]</summary>
        public Tensor Bias { get; }

        public Tensor WeightDetached { get; }

        public Tensor WeightTransposed { get; }

        public Tensor WeightGradient { get; }

        public Tensor BiasGradient { get; }

        /// <summary>[batch, outputs]</summary>
        public Tensor Output { get; }

        /// <summary>[batch, outputs]</summary>
        public Tensor OutputGradient { get; }

        public Tensor OutputGradientTransposed { get; }

        public void Dispose()
        {
            foreach (var tensor in own) tensor.Dispose();
        }

        Tensor Own(Tensor tensor)
        {
            own.Add(tensor.DetachFromDisposeScope());
            return tensor;
        }
    }
}
