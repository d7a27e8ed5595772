using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>Kernel regression on the draws that networks are trained on, as a demonstration.</summary>
static class KernelBaseline
{
    public const string Kind = "structured-kernel-regression";

    public const string Name = "kernel regression (SISOKR)";

    const string Landmarks = "landmarks";

    /// <summary>Numbers of the outputs' sketch.</summary>
    const int SketchWidth = 512;

    public static ExperimentJob Job(ElePart part, ulong draw)
    {
        var sketch = part.Recipe.Structure! with { Embedding = new(EmbeddingKind.Kernel, SketchWidth), Decoding = null };
        var recipe = part.Recipe with { Network = new MlpSpec([]), Structure = sketch, Steps = 1 };
        var request = new EvaluationRequest(
            "-y*z", recipe, 1, 0, new Demonstration(Kind, draw, new Dictionary<string, double> { [Landmarks] = part.KernelLandmarks }));
        return ExperimentJob.OfDemonstration($"{part.Name} {Name} draw={draw} request={request.WorkKey("")[..16]}", request);
    }

    /// <summary>On the split of a study's draw.</summary>
    public static EleFigures Run(EvaluationRequest request, Demonstration shown, Action<long> onStep, CancellationToken stop)
    {
        var steps = 0L;
        var seed = PairedSeed.ForStudy(request.Recipe.Seed, shown.Draw, 0);
        return EleFigures.Of(KernelRegression.Score(request.Recipe, seed, (int)shown.Values[Landmarks], Alive));

        void Alive()
        {
            stop.ThrowIfCancellationRequested();
            onStep(++steps);
        }
    }
}
