using System.Text.Json;
using LossActors.Host.Reproduction.Dynamical;
using LossActors.Host.Reproduction.Ele;
using LossActors.Host.Reproduction.Rooted;
using LossActors.Learning.Tensors;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Published;

/// <summary>What a lane trains with: shows experiments' demonstrations itself, on the CPU, and leaves all else to the trainer.</summary>
sealed class ExperimentEvaluator(string device) : IEvaluator
{
    readonly Trainer trainer = new(device);

    public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation) =>
        request.Purpose switch
        {
            Demonstration { Kind: SpiralCurvature.Kind } shown => Show(SpiralCurvature.Run, request, shown, onStep, cancellation),
            Demonstration { Kind: LogisticDescent.Kind } shown => Show(LogisticDescent.Run, request, shown, onStep, cancellation),
            Demonstration { Kind: GanTraining.Kind } shown => Show(GanTraining.Run, request, shown, onStep, cancellation),
            Demonstration { Kind: KernelBaseline.Kind } shown => Show(KernelBaseline.Run, request, shown, onStep, cancellation),
            _ => trainer.Evaluate(request, onStep, cancellation),
        };

    static Demonstrated Show<T>(
        Func<EvaluationRequest, Demonstration, Action<long>, CancellationToken, T> run, EvaluationRequest request, Demonstration shown,
        Action<long> onStep, CancellationToken cancellation)
    {
        request.Check();
        LaneThread.Enter();
        using var figures = JsonDocument.Parse(ExperimentJson.Write(run(request, shown, onStep, cancellation)));
        return new(figures.RootElement.Clone());
    }
}
