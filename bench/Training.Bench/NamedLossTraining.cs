using LossActors.Genetics.Genomes;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

/// <summary>Trains LeNet-5 on CIFAR-10 images with every named loss at its default setting.</summary>
static class NamedLossTraining
{
    const int Steps = 300;

    public static void Print(string folder)
    {
        var recipe = new Recipe(new CifarSpec(folder), new LeNet5Spec(), new SgdSpec(0.02, 0.9), Batch: 64, Steps: Steps).Pinned();
        Console.WriteLine("| loss | genome | training loss at the start | at the end | validation accuracy | gradient |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var loss in NamedLosses.All) Row(loss.Name, loss.Default.ToString(), recipe);
        var decay = NamedLosses.Baselines.First(b => b.Name == "ce+l2").WeightDecay;
        Row("ce+l2", "-y*log(p)", recipe with { Optimiser = new SgdSpec(0.02, 0.9, decay) });
        var corrupted = (CifarSpec)recipe.Dataset with { Corruption = new Corruption() };
        Row("sharpdro, Poisson severities", "-y*log(p)", recipe with { Dataset = corrupted, SharpDro = new() });
    }

    static void Row(string name, string genome, Recipe recipe)
    {
        var result = new Trainer().Evaluate(new(genome, recipe, 1, 0, new Study(1, Points: 1, Sample: 500)), _ => { }, default);
        Console.WriteLine(result is Scored { Trainings: [{ Study: { } study }] }
            ? $"| {name} | `{genome}` | {study.Curve[0].Training.CrossEntropy:0.000} | {study.Training.CrossEntropy:0.000} "
                + $"| {study.Validation.Answers.Accuracy:0.0000} | finite at all {Steps} steps |"
            : $"| {name} | `{genome}` | | | | {((Diverged)result).Reason} diverged at step {((Diverged)result).Step} |");
    }
}
