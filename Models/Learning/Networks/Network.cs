using LossActors.Learning.Data;

namespace LossActors.Learning.Networks;

/// <summary>A network made for some data, with initial weights from a paired seed, the same bits on every machine.</summary>
public sealed class Network : IDisposable
{
    Network(torch.nn.Module<Tensor, Tensor> module, int outputs)
    {
        (Module, Outputs) = (module, outputs);
        (Parameters, Buffers) = ([], []);
        List();
    }

    public torch.nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>Numbers out for a sample: the number of classes, or 1 for a network whose output z is read as the logits (z, 0).</summary>
    public int Outputs { get; }

    /// <summary>All parameters in their order, those of a script that are frozen too. <see cref="To(Device)"/> replaces them.</summary>
    public IReadOnlyList<Tensor> Parameters { get; private set; }

    /// <summary>Tensors that belong to the state and are not trained, such as running means.</summary>
    public IReadOnlyList<Tensor> Buffers { get; private set; }

    /// <summary>The parameters that training changes.</summary>
    public IEnumerable<Tensor> Trained => Parameters.Where(p => p.requires_grad);

    /// <exception cref="FormatException">The network does not fit the data; the message names the key.</exception>
    /// <exception cref="DataSetException">The network's file is missing, unreadable, or not the one that the recipe was pinned
    /// to.</exception>
    public static Network Create(NetworkSpec spec, InputShape shape, int classes, PairedSeed seed)
    {
        Libtorch.Require();
        var outputs = Check(spec, shape, classes);
        torch.nn.Module<Tensor, Tensor> module = spec switch
        {
            MlpSpec mlp => Feedforward.Perceptron(mlp, shape, outputs),
            LeNet5Spec => Feedforward.LeNet5(shape, outputs),
            Myrtle5Spec myrtle => Feedforward.Myrtle5(myrtle, shape, outputs),
            ResNet20Spec => Residual.ResNet20(shape, outputs),
            WideResNetSpec wide => Residual.Wide(wide, shape, outputs),
            VitSpec vit => new VisionTransformer(vit, shape, outputs),
            TextCnnSpec cnn => new TextCnn(cnn, shape, outputs),
            TextTransformerSpec transformer => new TextTransformer(transformer, shape, outputs),
            TorchScriptSpec script => Script.Create(script, seed),
            _ => throw new ArgumentException($"No builder for {spec.GetType().Name}.", nameof(spec)),
        };
        if (spec is MlpSpec { Initialisation: Initialisation.Glorot }) Weights.DrawGlorot(module, seed);
        else if (spec is not TorchScriptSpec) Weights.DrawKaiming(module, seed);
        return new(module, outputs);
    }

    /// <returns>Numbers that come out for a sample.</returns>
    /// <exception cref="FormatException">The network does not fit the data; the message names the key.</exception>
    /// <exception cref="DataSetException">The network's file is missing, unreadable, or not the one that the recipe was pinned
    /// to.</exception>
    internal static int Check(NetworkSpec spec, InputShape shape, int classes)
    {
        if (spec is not TorchScriptSpec && shape.IsText != (spec is TextCnnSpec or TextTransformerSpec))
        {
            throw new FormatException(shape.IsText
                ? "network.kind takes numbers, but a sample of the data set is a text; use text-cnn or text-transformer."
                : $"network.kind takes texts, but a sample of the data set is {shape} numbers; use mlp.");
        }

        if (spec is LeNet5Spec) Least("lenet5", LeNet5Spec.SmallestSide);
        if (spec is Myrtle5Spec) Least("myrtle5", Myrtle5Spec.SmallestSide);
        if (spec is ResNet20Spec) Least("resnet20", 2);
        if (spec is WideResNetSpec) Least("wrn-28-2", 2);
        if (spec is VitSpec vit)
        {
            Least("vit", vit.Patch);
            if (shape.Height % vit.Patch != 0 || shape.Width % vit.Patch != 0)
                throw new MisfitException(
                    "network.patch",
                    $"is {vit.Patch}, which does not divide the sides of the data set's images of {shape}; choose one that does");
        }

        if (spec is MlpSpec { SingleOutput: true } && classes != 2)
            throw new MisfitException("network.single-output", $"needs two classes, but the data set has {classes}; leave it out");
        return spec is TorchScriptSpec script ? Script.Check(script, shape, classes) : spec is MlpSpec { SingleOutput: true } ? 1 : classes;

        void Least(string kind, int side)
        {
            if (!shape.IsImage || shape.Height < side || shape.Width < side)
                throw new FormatException(
                    $"network.kind {kind} needs images of at least {side}×{side}, but a sample of the data set is {shape}; use mlp.");
        }
    }

    /// <summary>[batch, …] to [batch, <see cref="Outputs"/>], recorded by autograd.</summary>
    public Tensor Forward(Tensor inputs) => Module.forward(inputs);

    /// <summary>Moves it, before anything keeps its parameters: they become others.</summary>
    public void To(Device device)
    {
        Module.to(device);
        List();
    }

    /// <summary>Converts what is floating-point of it, before anything keeps its parameters: they become others.</summary>
    public void To(ScalarType type)
    {
        Module.to(type);
        List();
    }

    public void Dispose()
    {
        Module.Dispose();
        foreach (var tensor in Parameters.Concat(Buffers)) tensor.Dispose();
    }

    // Kept as a list: TorchSharp walks the tree of modules at every call. And outside of the scope that is open here.
    void List()
    {
        Parameters = [.. Module.parameters().Select(p => p.DetachFromDisposeScope())];
        Buffers = [.. Module.buffers().Select(b => b.DetachFromDisposeScope())];
    }
}
