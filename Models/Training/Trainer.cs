using LossActors.Models.Data;
using LossActors.Torch;

namespace LossActors.Models.Training;

/// <summary>
/// Trains a network with a loss, from scratch, on one thread. Nothing outlives an evaluation but the process's shared data, so a
/// result cannot depend on what ran before it, also when that was interrupted.
/// </summary>
/// <param name="device"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
public sealed class Trainer(string device = "cpu") : IEvaluator
{
    readonly Device device = Device.Parse(device);

    public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation)
    {
        request.Check();
        // OpenMP's count belongs to the calling thread, and a lane's thread may be new.
        torch.set_num_threads(1);
        var recipe = request.Recipe;
        var steps = recipe.StepsAt(request.Rung);
        var outcomes = new List<TrainingOutcome>();
        var (done, nodeElements) = (0L, 0L);
        for (var k = 0; k < recipe.Repeats; k++)
        {
            var seed = SeedOf(request, k);
            var draw = DataDraw.From(recipe.Dataset, seed);
            var nodes = 0;
            using var run = new TrainingRun(recipe, seed, draw, batch =>
            {
                var loss = new LossStep(request.Genome, recipe.Scale, draw.Classes, batch);
                nodes = loss.Nodes;
                return loss;
            }, device);
            var study = request.Purpose is Proof ? new StoppingStudy(run, draw, steps) : null;
            for (var step = 1; step <= steps; step++)
            {
                if (cancellation.IsCancellationRequested) throw new EvaluationInterruptedException(cancellation);
                var reason = run.Step();
                done++;
                nodeElements += (long)nodes * run.Batch * draw.Classes;
                if (reason is null && study is not null && !study.After(step)) reason = DivergenceReason.Logits;
                if (reason is { } why) return new Diverged(why, k, step, done, nodeElements);
                onStep(done);
            }

            if (run.Evaluate(draw.Validation) is not var (validation, crossEntropy))
                return new Diverged(DivergenceReason.Logits, k, steps, done, nodeElements);
            var outcome = new TrainingOutcome(validation, crossEntropy / validation.Total);
            if (study is null) outcomes.Add(outcome);
            else if (study.Finish(outcome) is { } proven) outcomes.Add(proven);
            else return new Diverged(DivergenceReason.Logits, k, steps, done, nodeElements);
        }

        return new Scored(outcomes, done, nodeElements);
    }

    static PairedSeed SeedOf(EvaluationRequest request, int k)
    {
        var training = checked((uint)(request.Repeat * (long)request.Recipe.Repeats + k));
        return request.Purpose is Proof proof
            ? PairedSeed.ForProof(request.Recipe.Seed, proof.Draw, training)
            : PairedSeed.ForSearch(request.Recipe.Seed, training);
    }
}
