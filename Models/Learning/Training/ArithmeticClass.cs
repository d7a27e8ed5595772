using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Learning.Training;

/// <summary>
/// Which machines compute the same bits. Kernels for AVX2 and for AVX-512 round differently, and a few hundred steps of training
/// make that a different network; so results are shared only within a class.
/// </summary>
public static class ArithmeticClass
{
    static bool pinned;

    const string EveryOperator =
        "-y*log(p) + 0.1*(square(z)/(1 + abs(z)) + sin(z)*cos(p) - tanh(z)*sigmoid(z) + sqrt(p)*exp(-p) "
        + "+ min(p, y) + max(z, 0.5)*pow(p, 0.7) + root(3, p)/C)";

    /// <summary>
    /// The class of a device: its kind and a hash of the weights and outputs of two short trainings, a convolutional and a dense
    /// network, with a loss of every operator. The same on every call, thread and lane of machines that compute alike. Takes well
    /// below a second.
    /// </summary>
    /// <param name="device"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    public static string Probe(string device = "cpu")
    {
        LaneThread.Enter();
        var on = Devices.Parse(device);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Libtorch.Version));
        var seed = PairedSeed.ForSearch(0, 0);
        Train(new(3, 32, 32), new LeNet5Spec(), new SgdSpec(0.01, 0.9, 1e-4), batch: 128, steps: 4);
        Train(new(20, 1, 1), new MlpSpec([100, 50], Activation.Tanh), new AdamSpec(0.003), batch: 64, steps: 40);
        Train(new(20, 1, 1), new MlpSpec([100]), new SgdSpec(0.003, 0.9), batch: 64, steps: 40);
        return $"{on.type.ToString().ToLowerInvariant()}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}";

        void Train(InputShape shape, NetworkSpec network, OptimiserSpec optimiser, int batch, int steps)
        {
            const int Count = 200;
            const int Classes = 10;
            var random = Philox.Stream(0, 0, 0, Genetics.Randomness.Purpose.Probing);
            var values = new float[Count * shape.Size];
            foreach (ref var value in values.AsSpan()) value = (float)random.NextDouble(-1.5, 1.5);
            var samples = new Samples([.. Enumerable.Range(0, Count)], [.. Enumerable.Range(0, Count).Select(i => i % Classes)]);
            var draw = new DataDraw(shape, Classes, new FloatInputs(values, shape), samples, samples, samples);
            var recipe = new Recipe(new ClustersSpec(), network, optimiser, batch, steps);
            using var run = new TrainingRun(recipe, seed, draw, TrainedLoss.Plan(EveryOperator, ScaleDefault.Raw, Classes, steps), on);
            for (var step = 0; step < steps; step++) run.Step();
            foreach (var weights in run.Weights()) hash.AppendData(MemoryMarshal.AsBytes(weights.AsSpan()));
            var outcome = run.Evaluate(samples);
            hash.AppendData(BitConverter.GetBytes(outcome?.CrossEntropy ?? 0));
        }
    }

    /// <summary>
    /// Holds ATen, oneDNN and MKL to AVX2, so that x86 machines with and without AVX-512 fall into one class. Call it
    /// before anything touches libtorch; further calls do nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">libtorch is loaded already and has chosen its kernels.</exception>
    public static void PinPortable()
    {
        if (pinned) return;
        if (File.ReadLines("/proc/self/maps").Any(line => line.Contains("libtorch_cpu", StringComparison.Ordinal)))
            throw new InvalidOperationException("libtorch has chosen its kernels already; pin them before its first use.");
        ProcessEnvironment.Set("ATEN_CPU_CAPABILITY", "avx2");
        ProcessEnvironment.Set("ONEDNN_MAX_CPU_ISA", "AVX2");
        ProcessEnvironment.Set("MKL_CBWR", "AVX2");

        pinned = true;
    }
}
