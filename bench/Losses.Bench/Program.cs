using System.Globalization;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;
using LossActors.Losses.Bench;
using LossActors.Learning.Losses;
using LossActors.Learning.Losses.Aten;
using LossActors.Learning.Losses.Spans;
using LossActors.Learning.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

// What a loss costs: node-elements a second of both executors beside the single vector operations that they are made of, and a
// loss's share of a training step. A node-element is one node of the body (leaves too: the genome's complexity) at one entry of the logits.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rounds = 41;
LaneThread.Enter();
Console.WriteLine(
    $"libtorch {Libtorch.Version}, .NET {Environment.Version}, one thread; medians of {Rounds} rounds, subjects in turn; float32");
Console.WriteLine();
var floor = new FloorCosts(Rounds, Draw(2048, 0.1, 1), Draw(2048, 0.1, 1));
floor.Print();
Console.WriteLine();
Mix(2048, 10);
Mix(128, 10);
Mix(64, 10);
Mix(64, 1000);
TrainingStep();

void Mix(int batch, int classes)
{
    string[] bodies =
    [
        "-y*log(p)", "-y*square(1 - p)*log(p)", "y*(1 - pow(p, 0.7))/0.7", "-y*root(3, p)", "square(p - y)",
        "(exp(2.4092 - p*(1 + y)) - cos(cos(sin(p))))/C", "(y/p - log(p))/C", "4*p*(1 - y) - 0.1*y*log(p)",
        "abs(p - y)*exp(1.37 - p*y) + tanh(p)/(1 + y)", "sqrt(p)*(1 - y) - y*log(p + 0.05*square(z))",
        "max(p - y, 0.2)*sigmoid(z - 1.5*y) - log(0.3 + p*y)", "y*exp(-log(p)/3) + min(p, 0.5)*sin(1.2*p)",
    ];
    Console.WriteLine($"Batch {batch} × {classes} classes");
    Console.WriteLine();
    Console.WriteLine(
        "| body | nodes | spans, loss µs | 10⁹ node-elements/s | ÷ floor | spans, loss and gradient µs | ÷ loss "
        + "| libtorch, loss µs | libtorch, loss and gradient µs | ÷ spans |");
    Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
    var (nodes, operators, least, sums) = (0, 0, 0.0, new double[4]);
    foreach (var text in bodies)
    {
        var body = Expr.Parse(text);
        var (value, both) = (LossProgram.CompileValue(body), LossProgram.Compile(body));
        SpanProgram<float> spanValue = new(value, classes), spanBoth = new(both, classes);
        using AtenProgram aten = new(both, classes, float32, CPU);
        var z = Draw(batch * classes, -3, 3);
        var y = Labels(batch, classes);
        float[] losses = new float[batch], gradient = new float[z.Length];
        using Tensor logits = tensor(z, [batch, classes]), targets = tensor(y);
        using var quiet = no_grad();
        var seconds = Stopwatches.Medians(
            Rounds,
            () => spanValue.Losses(z, y, [], losses), () => spanBoth.Gradient(z, y, [], losses, 1, gradient),
            () => Scoped(() => aten.Losses(logits, targets)), () => Scoped(() => aten.Gradient(logits, targets)));
        Row(text.Replace("|", "\\|", StringComparison.Ordinal), body.Size, floor.Of(value) * batch * classes, seconds);
        nodes += body.Size;
        operators += Operators(body);
        least += floor.Of(value) * batch * classes;
        for (var i = 0; i < 4; i++) sums[i] += seconds[i];
    }

    Row("**the mix**", nodes, least, sums);
    Console.WriteLine();
    Console.WriteLine($"Counting operators only: {(double)operators * batch * classes / sums[0] / 1e9:0.00}·10⁹ operator-elements/s.");
    Console.WriteLine();

    void Row(string name, int size, double leastSeconds, double[] s) => Console.WriteLine(
        $"| {name} | {size} | {s[0] * 1e6:0.0} | {(double)size * batch * classes / s[0] / 1e9:0.00} | {s[0] / leastSeconds:0.00} "
        + $"| {s[1] * 1e6:0.0} | {s[1] / s[0]:0.00} | {s[2] * 1e6:0.0} | {s[3] * 1e6:0.0} | {s[3] / s[1]:0.0} |");
}

static void TrainingStep()
{
    const int batch = 128, classes = 10;
    using var network = nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, classes));
    using var sgd = new Sgd(network.parameters(), 0.001, momentum: 0.9);
    using Tensor images = tensor(Draw(batch * 3 * 32 * 32, -1, 1), [batch, 3, 32, 32]), targets = tensor(Labels(batch, classes));
    using var fixedLogits = tensor(Draw(batch * classes, -3, 3), [batch, classes]);
    using var given = rand([batch, classes]);
    ILossKernel ce = Kernel("ce"), ngl = Kernel("ngl"), cvar = Kernel("cvar(0.5)[focal]");
    // The network alone, its gradient a constant; then each loss, alone and within a step.
    Action[] subjects =
    [
        () => Step(_ => given), () => Step(z => ce.Gradient(z, targets).Gradient), () => Step(z => ngl.Gradient(z, targets).Gradient),
        () => Step(z => cvar.Gradient(z, targets).Gradient), FusedStep,
        () => Scoped(() => ce.Gradient(fixedLogits, targets)), () => Scoped(() => ngl.Gradient(fixedLogits, targets)),
        () => Scoped(() => cvar.Gradient(fixedLogits, targets)), Fused,
    ];
    var seconds = Stopwatches.Medians(Rounds, subjects);
    Console.WriteLine(
        $"LeNet-5 on 32×32×3, batch {batch}, SGD with momentum: {seconds[0] * 1e3:0.00} ms a step with a given gradient at the logits");
    Console.WriteLine();
    Console.WriteLine("| loss | alone µs | share of its step | whole step ms |");
    Console.WriteLine("|---|---|---|---|");
    string[] names = ["ce, spans", "ngl, spans", "cvar(0.5)[focal], spans", "cross_entropy of libtorch, fused, under autograd"];
    for (var i = 0; i < 4; i++)
        Console.WriteLine(
            $"| {names[i]} | {seconds[5 + i] * 1e6:0.0} | {seconds[5 + i] / (seconds[0] + seconds[5 + i]):0.00 %} "
            + $"| {seconds[1 + i] * 1e3:0.00} |");

    ILossKernel Kernel(string genome) => LossKernels.Create(LossGenome.Parse(genome), classes, 1, float32, CPU);

    void Step(Func<Tensor, Tensor> gradient)
    {
        using var scope = NewDisposeScope();
        var logits = network.forward(images);
        sgd.ZeroGradients();
        Gradients.Backward(logits, gradient(logits));
        sgd.Step();
    }

    void FusedStep()
    {
        using var scope = NewDisposeScope();
        var loss = nn.functional.cross_entropy(network.forward(images), targets);
        sgd.ZeroGradients();
        loss.backward();
        sgd.Step();
    }

    void Fused()
    {
        using var scope = NewDisposeScope();
        var logits = fixedLogits.detach().requires_grad_();
        autograd.grad([nn.functional.cross_entropy(logits, targets)], [logits]);
    }
}

static int Operators(Expr e) => (e.Args.IsEmpty ? 0 : 1) + e.Args.Sum(Operators);

static void Scoped<T>(Func<T> work)
{
    using var scope = NewDisposeScope();
    work();
}

static float[] Draw(int count, double low, double high)
{
    var random = new Random(1);
    return [.. Enumerable.Range(0, count).Select(_ => (float)(low + (high - low) * random.NextDouble()))];
}

static long[] Labels(int count, int classes)
{
    var random = new Random(2);
    return [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(classes))];
}
