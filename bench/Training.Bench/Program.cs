using System.Diagnostics;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;
using LossActors.Learning.Tensors;
using static TorchSharp.torch;

// What a training step of the evaluator costs beside a bare loop over libtorch: one batch that never changes, libtorch's own
// cross-entropy under autograd, the same optimiser. Steps are timed by their thread's processor time and the two take turns, so
// that a machine shared with others tells the same; the quickest tenth counts.
const int Turns = 7;
LaneThread.Enter();
if (args is ["steps", var network, var howMany, var folder])
{
    StepTimes.Print(network, int.Parse(howMany), folder);
    return;
}

if (args is ["losses", var data])
{
    NamedLossTraining.Print(data);
    return;
}

var images = Directory.CreateTempSubdirectory("lossactors-bench").FullName;
try
{
    var random = new Random(1);
    foreach (var (name, count) in new[] { ("data_batch_1.bin", 10_000), ("test_batch.bin", 100) })
    {
        var bytes = new byte[count * 3073];
        random.NextBytes(bytes);
        for (var i = 0; i < count; i++) bytes[i * 3073] = (byte)(i % 10);
        File.WriteAllBytes(Path.Combine(images, name), bytes);
    }

    Console.WriteLine($"libtorch {Libtorch.Version}, {Environment.ProcessorCount} cores, one thread a lane, .NET {Environment.Version}");
    Console.WriteLine();
    Console.WriteLine("| one step, processor ms | evaluator | bare loop | ratio |");
    Console.WriteLine("|---|---|---|---|");
    var mlp = new Recipe(new ClustersSpec(LabelNoise: 0.4), new MlpSpec([100]), new SgdSpec(0.003, 0.9), Batch: 64, Steps: 1000);
    Compare("MLP 20-100-10, batch 64, SGD with momentum", mlp, Dense, [64, 20]);
    var lenet = new Recipe(new CifarSpec(images), new LeNet5Spec(), new SgdSpec(0.01, 0.9), Batch: 128, Steps: 20).Pinned();
    Compare("LeNet-5 on 3×32×32, batch 128, SGD with momentum", lenet, LeNet, [128, 3, 32, 32]);
    Console.WriteLine();
    Console.WriteLine("| genes of a loss, a step of LeNet-5 | ratio to cross-entropy's step | ratio to the bare loop |");
    Console.WriteLine("|---|---|---|");
    string[] genomes =
    [
        "ngl", "rooted", "rooted_inverse", "focal", "sce", "gce", "label_smoothing", "flood(0.1)[ce]", "iflood(0.1)[ce]",
        "soft_ascent(0.1, 1)[ce]", "cvar(0.5)[ce]", "cvar(0.5, learned)[ce]",
        "chi2(0.5)[ce]", "chi2(0.5, learned)[ce]", "tilted(1)[ce]", "coce", "coce_batch", "coce_a",
        "dynamical(3, 5)[ce]", "dynamical(3, 5, outputs)[ce]", "soft_ascent(0.1, 1)[dynamical(3, 5)[ngl]]",
        "sam(0.05)[ce]", "asam(0.5)[ce]",
    ];
    Steps(lenet);
    foreach (var genome in genomes) Gene(lenet, genome);
    Console.WriteLine();
    Console.WriteLine("| whole evaluations | seconds by the wall |");
    Console.WriteLine("|---|---|");
    Whole("MLP 20-100-10, 1,000 steps, search (data, weights, training, validation)", mlp, new Search());
    Whole("the same, proof (also test and 20 checkpoints)", mlp, new Proof(1));
    Whole("LeNet-5, 20 steps, search (8,000 images, 2,000 to validate)", lenet, new Search());
    Console.WriteLine($"| arithmetic class {ArithmeticClass.Probe()} | {Median(5, () => Seconds(() => ArithmeticClass.Probe())):0.000} |");
    Console.WriteLine();
    Console.WriteLine("| lanes at once, processor ms a step | MLP | LeNet-5 |");
    Console.WriteLine("|---|---|---|");
    for (var lanes = 1; lanes <= Environment.ProcessorCount; lanes *= 2)
        Console.WriteLine(
            $"| {lanes} | {Lanes(lanes, mlp with { Steps = 5000 }):0.000} | {Lanes(lanes, lenet with { Steps = 60 }):0.00} |");
}
finally
{
    Directory.Delete(images, recursive: true);
}

void Compare(string name, Recipe recipe, Func<nn.Module<Tensor, Tensor>> network, long[] shape)
{
    Steps(recipe);
    Bare(recipe, network, shape);
    var (evaluator, bare) = (new List<double>(), new List<double>());
    for (var turn = 0; turn < Turns; turn++)
    {
        evaluator.AddRange(Steps(recipe));
        bare.AddRange(Bare(recipe, network, shape));
    }

    var (ours, theirs) = (Quick(evaluator) * 1000, Quick(bare) * 1000);
    Console.WriteLine($"| {name} | {ours:0.0000} | {theirs:0.0000} | {ours / theirs:0.00} |");
}

// A genome's steps between cross-entropy's and the bare loop's, again and again: the median of the ratios of neighbours.
void Gene(Recipe recipe, string genome)
{
    Steps(recipe, genome);
    var (toOurs, toBare) = (new List<double>(), new List<double>());
    for (var turn = 0; turn < Turns; turn++)
    {
        var (ours, steps, bare) = (Quick(Steps(recipe)), Quick(Steps(recipe, genome)), Quick(Bare(recipe, LeNet, [128, 3, 32, 32])));
        toOurs.Add(steps / ours);
        toBare.Add(steps / bare);
    }

    Console.WriteLine($"| `{genome}` | {toOurs.Order().ElementAt(Turns / 2):0.000} | {toBare.Order().ElementAt(Turns / 2):0.000} |");
}

static List<double> Steps(Recipe recipe, string genome = "-y*log(p)")
{
    var at = new List<double>(recipe.Steps);
    new Trainer().Evaluate(new(genome, recipe, 1, 0, new Search()), _ => at.Add(ThreadClock.Seconds), default);
    return [.. at.Skip(1).Zip(at, (b, a) => b - a)];
}

static List<double> Bare(Recipe recipe, Func<nn.Module<Tensor, Tensor>> network, long[] shape)
{
    var seconds = new List<double>();
    using var model = network();
    using var optimiser = new Sgd(model.parameters(), recipe.Optimiser.Rate, 0.9);
    using var inputs = randn(shape);
    using var targets = TensorMemory.From<long>([.. Enumerable.Range(0, (int)shape[0]).Select(i => (long)i % 10)], [shape[0]]);
    for (var step = 0; step < recipe.Steps; step++)
    {
        var started = ThreadClock.Seconds;
        using (NewDisposeScope())
        {
            optimiser.ZeroGradients();
            nn.functional.cross_entropy(model.forward(inputs), targets).backward();
            optimiser.Step();
        }

        seconds.Add(ThreadClock.Seconds - started);
    }

    return seconds;
}

static void Whole(string name, Recipe recipe, Purpose purpose) => Console.WriteLine(
    $"| {name} | "
    + $"{Median(Turns, () => Seconds(() => new Trainer().Evaluate(new("-y*log(p)", recipe, 1, 0, purpose), _ => { }, default))):0.000} |");

static double Lanes(int count, Recipe recipe)
{
    var steps = new double[count];
    var lanes = Enumerable.Range(0, count).Select(i => new Thread(() => steps[i] = Quick(Steps(recipe)) * 1000)).ToList();
    lanes.ForEach(lane => lane.Start());
    lanes.ForEach(lane => lane.Join());
    return steps.Average();
}

static nn.Module<Tensor, Tensor> Dense() => nn.Sequential(nn.Linear(20, 100), nn.ReLU(), nn.Linear(100, 10));

static nn.Module<Tensor, Tensor> LeNet() => nn.Sequential(
    nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10));

static double Seconds(Action action)
{
    var started = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(started).TotalSeconds;
}

static double Median(int times, Func<double> measure) => Enumerable.Range(0, times).Select(_ => measure()).Order().ElementAt(times / 2);

static double Quick(List<double> values) => values.Order().ElementAt(values.Count / 10);
