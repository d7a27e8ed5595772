using LossActors.Genetics.Genomes;
using LossActors.Genetics.Numerics;
using LossActors.Learning.Data;
using LossActors.Learning.Losses;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>Gradient descent on a linear model of two classes.</summary>
/// <param name="StepsToRight">The first step at which every point is on its side; null if none was.</param>
/// <param name="StepsToTarget">
/// The first step at which the mean logistic loss, whatever is trained, is at most the target; null if none was.
/// </param>
/// <param name="Steps">Places of the cosines.</param>
/// <param name="Cosines">Between w and the direction of minimum norm.</param>
sealed record LogisticDescent(int? StepsToRight, int? StepsToTarget, IReadOnlyList<int> Steps, IReadOnlyList<double> Cosines)
{
    public const string Kind = "logistic-descent";

    /// <param name="margin">Of the <see cref="LogisticProblem"/>, as the condition.</param>
    /// <param name="points">Each step is on all of them.</param>
    public static EvaluationRequest Request(
        string loss, double margin, double condition, double target, double rate, int points, int steps, ulong draw) => new(
        loss, new Recipe(new OwnSpec(), new MlpSpec([], SingleOutput: true), new SgdSpec(rate), points, steps), 1, 0,
        new Demonstration(
            Kind, draw, new Dictionary<string, double> { ["margin"] = margin, ["condition"] = condition, ["target"] = target }));

    public static LogisticDescent Run(EvaluationRequest request, Demonstration shown, Action<long> onStep, CancellationToken stop)
    {
        var (loss, recipe) = (request.Genome, request.Recipe);
        var problem = new LogisticProblem(recipe.Batch, shown.Values["margin"], shown.Values["condition"], shown.Draw);
        return Run(problem, loss, recipe.Optimiser.Rate, shown.Values["target"], recipe.Steps, onStep, stop);
    }

    static LogisticDescent Run(
        LogisticProblem problem, string loss, double rate, double target, int steps, Action<long> onStep, CancellationToken stop)
    {
        using var kernel = new SpanLossKernel<double>(LossPlan.Of(LossGenome.Parse(loss), 2, steps));
        var w = new double[LogisticProblem.Dimensions];
        double[] logits = new double[2 * problem.Count], gradient = new double[2 * problem.Count];
        var labels = new long[problem.Count];
        var best = problem.MinimumNorm();
        var (right, reached) = (default(int?), default(int?));
        var (places, cosines) = (new List<int>(), new List<double>());
        var next = 1.0;
        for (var step = 1; step <= steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            var (wrong, logistic) = (0, 0.0);
            for (var i = 0; i < problem.Count; i++)
            {
                var z = LogisticProblem.Dot(problem.Point(i), w);
                logits[2 * i] = z;
                if (!(z > 0)) wrong++;
                var power = ScalarMath.Exp(-Math.Abs(z));
                logistic += (ScalarMath.Log(1 + power) + Math.Max(-z, 0)) / problem.Count;
            }

            if (wrong == 0) right ??= step - 1;
            if (logistic <= target) reached ??= step - 1;
            kernel.Gradient(logits, labels, step - 1, gradient);
            for (var i = 0; i < problem.Count; i++)
            {
                var x = problem.Point(i);
                for (var j = 0; j < w.Length; j++) w[j] -= rate * gradient[2 * i] * x[j];
            }

            onStep(step);
            if (step < next && step < steps) continue;
            next = Math.Max(step + 1, next * 1.3);
            places.Add(step);
            cosines.Add(LogisticProblem.Dot(w, best) / (LogisticProblem.Norm(w) * LogisticProblem.Norm(best)));
        }

        return new(right, reached, places, cosines);
    }
}
