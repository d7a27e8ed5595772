using LossActors.Genetics.Genomes;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Tests.Data;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

/// <summary>LeNet-5 on images of CIFAR-10: those below $LOSSACTORS_DATA, else stripes and noise in the same format.</summary>
public sealed class LeNetTrainingTests : IDisposable
{
    const int Steps = 25;

    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Named => [.. NamedLosses.All.Select(n => n.Name)];

    [Theory, MemberData(nameof(Named))]
    public void Every_named_loss_trains_LeNet5_at_its_default(string name)
    {
        var recipe = new Recipe(new CifarSpec(Images()), new LeNet5Spec(), new SgdSpec(0.02, 0.9), Batch: 32, Steps: Steps);

        var result = new Trainer().Evaluate(new(name, recipe, 1, 0, new Search()), _ => { }, default);

        Assert.True(result is Scored { Steps: Steps }, $"{name}: {result}");
    }

    string Images()
    {
        var data = Environment.GetEnvironmentVariable("LOSSACTORS_DATA") is { Length: > 0 } root
            ? Path.Combine(root, "cifar-10-batches-bin")
            : "";
        if (Directory.Exists(data)) return data;
        folder.Write("data_batch_1.bin", Folder.Cifar(1000));
        folder.Write("test_batch.bin", Folder.Cifar(100, seed: 3));
        return folder.Path;
    }
}
