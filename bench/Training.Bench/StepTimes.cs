using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

/// <summary>
/// Processor time of the evaluator's own steps, one network a process, so that two builds of the program can take turns on one machine.
/// </summary>
static class StepTimes
{
    /// <summary>
    /// Prints the median and the quickest tenth, in processor ms of the lane's thread, of the steps after the first tenth.
    /// </summary>
    /// <param name="network"><c>mlp</c>, <c>lenet5</c> or <c>resnet20</c>.</param>
    /// <param name="images">A folder in CIFAR-10's binary form.</param>
    public static void Print(string network, int steps, string images)
    {
        NetworkSpec spec = network switch { "lenet5" => new LeNet5Spec(), "resnet20" => new ResNet20Spec(), _ => new MlpSpec([100]) };
        var recipe = spec is MlpSpec
            ? new Recipe(new ClustersSpec(LabelNoise: 0.4), spec, new SgdSpec(0.003, 0.9), Batch: 64, Steps: steps)
            : new Recipe(new CifarSpec(images), spec, new SgdSpec(0.01, 0.9), Batch: 128, Steps: steps).Pinned();
        var at = new List<double>(steps);
        var result = new Trainer().Evaluate(new("-y*log(p)", recipe, 1, 0, new Search()), _ => at.Add(ThreadClock.Seconds), default);
        double[] ms = [.. at.Skip(1).Zip(at, (b, a) => (b - a) * 1000).Skip(steps / 10).Order()];
        Console.WriteLine($"{network} median {ms[ms.Length / 2]:0.0000} quick {ms[ms.Length / 10]:0.0000} {result.GetType().Name}");
    }
}
