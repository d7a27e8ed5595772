using System.Runtime.InteropServices;
using System.Text.Json;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Tests.Export;

namespace LossActors.Learning.Tests.Networks;

/// <param name="Outputs">By kind: the logits in training, then after that step's statistics in use.</param>
/// <param name="Start">Parameters and buffers of the script as it was saved.</param>
/// <param name="End">The same after 20 steps.</param>
sealed record Reference(Dictionary<string, float[][]> Outputs, float[][] Start, float[][] End);

/// <summary>What PyTorch makes of the same networks, weights and inputs: one Python process for all tests.</summary>
public sealed class NetworkReference : IDisposable
{
    public static readonly InputShape Colour = new(3, 32, 32);
    public static readonly InputShape Own = new(2, 6, 6);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lossactors-networks-");
    readonly Lazy<Reference> results;

    public NetworkReference() => results = new(Ask);

    public static IReadOnlyDictionary<string, NetworkSpec> Specs { get; } = new Dictionary<string, NetworkSpec>
    {
        ["mlp"] = new MlpSpec([20, 30], Activation.Tanh, BatchNorm: true), ["lenet5"] = new LeNet5Spec(), ["myrtle5"] = new Myrtle5Spec(),
        ["resnet20"] = new ResNet20Spec(), ["wrn-28-2"] = new WideResNetSpec(), ["vit"] = new VitSpec(),
    };

    /// <summary>[4, 3, 32, 32]</summary>
    public static float[] Inputs { get; } = [.. Enumerable.Range(0, 4 * 3072).Select(i => MathF.Sin(i * 0.7f + i / 3072))];

    /// <summary>[12, 2, 6, 6]</summary>
    public static float[] OwnInputs { get; } = [.. Enumerable.Range(0, 12 * 72).Select(i => MathF.Sin(i * 1.3f) + i / 72 % 3 * 0.3f)];

    internal Reference Results => results.Value;

    public string File(string name)
    {
        _ = results.Value;
        return Path.Combine(folder.FullName, name);
    }

    /// <summary>A network whose every parameter, those of normalisations too, has a value of its own.</summary>
    public static Network Make(string kind)
    {
        var network = Network.Create(Specs[kind], Colour, 10, PairedSeed.ForSearch(1, 0));
        foreach (var parameter in network.Parameters)
            parameter.CopyFrom<float>([.. parameter.ToArray<float>().Select((v, i) => v + 0.05f * MathF.Sin(i))]);
        return network;
    }

    public void Dispose() => folder.Delete(recursive: true);

    Reference Ask()
    {
        PyTorch.Require();
        Write("inputs", Inputs);
        Write("own.inputs", OwnInputs);
        foreach (var kind in Specs.Keys)
        {
            using var network = Make(kind);
            Write(kind, [.. network.Parameters.SelectMany(p => p.ToArray<float>())]);
        }

        var (code, text) = PyTorch.Run(Path.Combine(AppContext.BaseDirectory, "Networks", "reference.py"), folder.FullName);
        Assert.True(code == 0, text);
        return JsonSerializer.Deserialize<Reference>(System.IO.File.ReadAllText(Path.Combine(folder.FullName, "results.json")))!;

        void Write(string name, float[] values) =>
            System.IO.File.WriteAllBytes(Path.Combine(folder.FullName, name), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }
}
