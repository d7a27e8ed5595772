using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>
/// Trains a network with a loss, from scratch, on one thread. Nothing outlives an evaluation but the process's shared data, so a
/// result cannot depend on what ran before it, also when that was interrupted.
/// </summary>
/// <param name="device"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
public sealed class Trainer(string device = "cpu") : IEvaluator
{
    readonly Device device = Devices.Parse(device);

    public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation)
    {
        request.Check();
        if (request.Purpose is Demonstration { Kind: var kind })
            throw new FormatException($"This program has no demonstration '{kind}'; its version is not that of the program that asks.");
        // OpenMP's count belongs to the calling thread, and a lane's thread may be new.
        LaneThread.Enter();
        var recipe = request.Recipe;
        var cost = new Cost();
        var outcomes = new List<TrainingOutcome>();
        for (var k = 0; k < recipe.Repeats; k++)
        {
            var seed = SeedOf(request, k);
            var draw = DataDraw.From(recipe.Dataset, seed, request.Purpose.Scores);
            var plan = TrainedLoss.Plan(request.Genome, recipe.Scale, recipe.LossClasses, recipe.StepsAt(request.Rung));
            using var run = new TrainingRun(recipe, seed, draw, plan, device, recipe.StepsAt(request.Rung), Alive);
            var stepCost = run.GradientsPerStep * (long)plan.Genome.Body.Size * run.Batch * recipe.LossClasses;
            var (outcome, diverged) = Train(run, draw, seed, stepCost);
            if (outcome is null) return new Diverged(diverged.Reason, k, diverged.Step, cost.Steps, cost.NodeElements);
            outcomes.Add(outcome);
        }

        return new Scored(outcomes, cost.Steps, cost.NodeElements);

        void Alive()
        {
            if (cancellation.IsCancellationRequested) throw new EvaluationInterruptedException(cancellation);
            onStep(cost.Steps);
        }

        (TrainingOutcome?, (DivergenceReason Reason, int Step)) Train(TrainingRun run, DataDraw draw, PairedSeed seed, long stepCost)
        {
            var steps = recipe.StepsAt(request.Rung);
            ITrainingWatch? watch = request.Purpose switch
            {
                Proof => new StoppingStudy(run, draw, steps),
                Study study => new LearningStudy(run, draw, seed, study, steps, recipe.Structure),
                _ => null,
            };
            if (watch?.Before() == false) return (null, (DivergenceReason.Logits, 0));
            for (var step = 1; step <= steps; step++)
            {
                if (cancellation.IsCancellationRequested) throw new EvaluationInterruptedException(cancellation);
                var reason = run.Step();
                cost = new(cost.Steps + 1, cost.NodeElements + stepCost);
                if (reason is { } why) return (null, (why, step));
                if (watch?.After(step) == false) return (null, (DivergenceReason.Logits, step));
                onStep(cost.Steps);
            }

            if (run.Evaluate(draw.Validation) is not var (validation, crossEntropy)) return (null, (DivergenceReason.Logits, steps));
            var outcome = new TrainingOutcome(validation, crossEntropy / validation.Total);
            return (watch is null ? outcome : watch.Finish(outcome), (DivergenceReason.Logits, steps));
        }
    }

    static PairedSeed SeedOf(EvaluationRequest request, int k)
    {
        var training = checked((uint)(request.Repeat * (long)request.Recipe.Repeats + k));
        return request.Purpose.Seed(request.Recipe.Seed, training);
    }

    readonly record struct Cost(long Steps, long NodeElements);
}
