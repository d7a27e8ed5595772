using System.Diagnostics;
using LossActors.Torch;
using LossActors.Torch.Optimisers;
using static LossActors.Torch.torch;

// What an operator costs through the binding, beside the same boxed calls from C++ alone, and what that leaves of training
// steps. Medians of repeated blocks, in one process, so that ratios can be compared across machines.
set_num_threads(1);
Console.WriteLine($"libtorch {__version__}, {Environment.ProcessorCount} cores, one thread, .NET {Environment.Version}");
Console.WriteLine();
Console.WriteLine("| operator on one float32 element | median µs |");
Console.WriteLine("|---|---|");
Overhead();
Console.WriteLine();
Console.WriteLine("| one training step | median ms |");
Console.WriteLine("|---|---|");
foreach (var (name, optimiser) in new (string, Func<IEnumerable<Tensor>, Optimizer>)[]
         {
             ("SGD with momentum", p => optim.SGD(p, 0.01, momentum: 0.9)),
             ("Adam", p => optim.Adam(p, 0.001)),
         })
{
    Step($"MLP 2-100-3, 300 points, {name}", Mlp(), Normal([300, 2]), 3, optimiser, 2000);
    Step($"LeNet-5 on 32×32×3, batch 128, {name}", LeNet(), Normal([128, 3, 32, 32]), 10, optimiser, 30);
    Step($"the same, input channels-last, {name}", LeNet(), Normal([128, 3, 32, 32]).contiguous(channels_last), 10, optimiser, 30);
}
Console.WriteLine();
Console.WriteLine("| optimiser step alone, µs | MLP 2-100-3 | LeNet-5 |");
Console.WriteLine("|---|---|---|");
Optimisers();

static void Overhead()
{
    const int calls = 20_000;
    var (a, b) = (ones(1), ones(1));
    using var off = no_grad();
    var add = new Operator("aten::add", "Tensor");
    var addInPlace = new Operator("aten::add_", "Tensor");
    Argument[] arguments = [a, b, 1];
    long[] shape = [1, 1];
    (string, Func<double>)[] rows =
    [
        ("add, C++ alone (boxed call, result released)", () => add.TimeNatively(arguments, calls)),
        ("add, 40 results disposed by a scope", () => Time(() => Scoped(calls, () => _ = a + b))),
        ("add, result disposed by hand", () => Time(() => { for (int i = 0; i < calls; i++) (a + b).Dispose(); })),
        ("add_, C++ alone", () => addInPlace.TimeNatively(arguments, calls)),
        ("add_", () => Time(() => { for (int i = 0; i < calls; i++) a.add_(b); })),
        ("view (a list of sizes crosses), 40 by a scope", () => Time(() => Scoped(calls, () => _ = a.view(shape)))),
    ];
    var medians = rows.Select(r => Median(31, r.Item2) / calls * 1e6).ToArray();
    for (int i = 0; i < rows.Length; i++)
        Console.WriteLine($"| {rows[i].Item1} | {medians[i]:0.000} |");
    Console.WriteLine($"| **binding's overhead, scope** (add − C++ alone) | {medians[1] - medians[0]:0.000} |");
    Console.WriteLine($"| **binding's overhead, by hand** | {medians[2] - medians[0]:0.000} |");
    a.Dispose();
    b.Dispose();
}

static void Scoped(int calls, Action call)
{
    for (int i = 0; i < calls; i += 40)
    {
        using var scope = NewDisposeScope();
        for (int j = 0; j < 40; j++)
            call();
    }
}

static void Step(string name, nn.Module net, Tensor x, int classes, Func<IEnumerable<Tensor>, Optimizer> make, int steps)
{
    using var optimiser = make(net.parameters());
    using var y = tensor(Enumerable.Range(0, (int)x.size(0)).Select(i => (long)(i % classes)).ToArray());
    var median = Median(15, () => Time(() =>
    {
        for (int i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimiser.zero_grad();
            nn.functional.cross_entropy(net.forward(x), y).backward();
            optimiser.step();
        }
    }));
    Console.WriteLine($"| {name} | {median / steps * 1e3:0.0000} |");
    net.Dispose();
    x.Dispose();
}

static void Optimisers()
{
    foreach (var (name, make) in new (string, Func<IEnumerable<Tensor>, Optimizer>)[]
             {
                 ("SGD", p => optim.SGD(p, 1e-9)),
                 ("SGD with momentum", p => optim.SGD(p, 1e-9, momentum: 0.9)),
                 ("Adam", p => optim.Adam(p, 1e-9)),
             })
    {
        Console.WriteLine($"| {name} | {Alone(Mlp(), make, 2000):0.0} | {Alone(LeNet(), make, 300):0.0} |");
    }
    Console.WriteLine($"| _foreach_ operators, plain SGD | {Foreach(Mlp(), 2000):0.0} | {Foreach(LeNet(), 300):0.0} |");
    Console.WriteLine($"| an operator per tensor, plain SGD | {PerTensor(Mlp(), 2000):0.0} | {PerTensor(LeNet(), 300):0.0} |");
}

static double Alone(nn.Module net, Func<IEnumerable<Tensor>, Optimizer> make, int steps)
{
    var parameters = WithGradients(net);
    using var optimiser = make(parameters);
    return Median(15, () => Time(() => { for (int i = 0; i < steps; i++) optimiser.step(); })) / steps * 1e6;
}

static double Foreach(nn.Module net, int steps)
{
    var foreachAdd = new Operator("aten::_foreach_add_", "List");
    var parameters = WithGradients(net);
    using var off = no_grad();
    return Median(15, () => Time(() =>
    {
        for (int i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            foreachAdd.Run(parameters, Array.ConvertAll(parameters, p => p.grad!), -1e-9);
        }
    })) / steps * 1e6;
}

static double PerTensor(nn.Module net, int steps)
{
    var parameters = WithGradients(net);
    using var off = no_grad();
    return Median(15, () => Time(() =>
    {
        for (int i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            foreach (var p in parameters)
                p.add_(p.grad!, -1e-9);
        }
    })) / steps * 1e6;
}

static Tensor[] WithGradients(nn.Module net)
{
    var parameters = net.parameters().ToArray();
    foreach (var p in parameters)
        p.grad = ones_like(p);
    return parameters;
}

static nn.Module Mlp() => Drawn(nn.Sequential(nn.Linear(2, 100), nn.ReLU(), nn.Linear(100, 3)));

static nn.Module LeNet() => Drawn(nn.Sequential(
    nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)));

static nn.Module Drawn(nn.Module net)
{
    var random = new Random(1);
    return net.initialize((_, fanIn, values) =>
    {
        foreach (ref float v in values)
            v = (float)((2 * random.NextDouble() - 1) / Math.Sqrt(fanIn));
    });
}

static Tensor Normal(long[] shape)
{
    manual_seed(1);
    return randn(shape);
}

static double Time(Action block)
{
    long start = Stopwatch.GetTimestamp();
    block();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static double Median(int repeats, Func<double> seconds)
{
    for (int i = 0; i < 3; i++)
        seconds();
    var all = new double[repeats];
    for (int i = 0; i < repeats; i++)
        all[i] = seconds();
    Array.Sort(all);
    return all[repeats / 2];
}
