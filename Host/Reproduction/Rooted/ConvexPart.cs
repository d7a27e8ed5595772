using LossActors.Genetics.Expressions;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>Convex logistic regression: steps to a target and the direction of the weights, against k.</summary>
static class ConvexPart
{
    const double Rate = 0.5;
    const int Points = 200;

    static readonly Problem[] Problems =
    [
        new("separable", Margin: 0.5, Condition: 1, Target: 0.05),
        new("barely separable", Margin: 0.02, Condition: 1, Target: 0.1),
        new("ill-conditioned", Margin: 0.5, Condition: 100, Target: 0.3),
    ];

    static readonly (string Name, string Loss)[] Losses =
    [
        .. new[] { 1.0, 2, 3, 5, 10 }.Select(k => ($"k = {Printer.Number(k)}", $"rooted_inverse({Printer.Number(k)})")),
        ("logistic", "ce"),
    ];

    public static IEnumerable<ExperimentJob> Jobs(ExperimentForm form) =>
        from draw in Draws(form)
        from problem in Problems
        from loss in Losses
        from raw in (bool[])[true, false]
        select Job(form, problem, loss.Loss, raw, draw);

    public static IEnumerable<Block> Report(ExperimentForm form, ExperimentResults results) =>
    [
        new Heading("Convex logistic regression"),
        Setting(),
        .. Problems.Select(p => Table(form, results, p)),
        Directions(form, results, raw: true),
        Directions(form, results, raw: false),
    ];

    static Paragraph Setting() => Paragraph.Of(
        $"""
        {Points} points in ten dimensions, plain gradient descent at rate {Printer.Number(Rate)} from 0
        on the binary form k·(1 + e^(−z))^(1/k).
        The target is a value of the mean logistic loss, whatever is trained.
        As published the gradient at the start is 2^(1/k) times the logistic one; with matched gradients it is the same, so only the shape
        of the loss is left.
        """);

    static Table Table(ExperimentForm form, ExperimentResults results, Problem problem)
    {
        var means = $"means of {Estimate.Draws(Draws(form).Count)}";
        var target = Printer.Number(problem.Target);
        return new(
            $"{problem.Name}: {means}; steps until every point is right, until the logistic loss is {target} and, matched, "
            + $"the cosine to the direction of minimum norm after {Steps(form)} steps (“>” where a draw did not get there)",
            ["loss", "steps to all right", "steps to target", "steps to target, matched", "cosine", "cosine, matched"],
            [.. Losses.Select(l => Row(l.Name, Runs(form, results, problem, l.Loss, true), Runs(form, results, problem, l.Loss, false)))]);

        IReadOnlyList<string> Row(string name, List<LogisticDescent> raw, List<LogisticDescent> matched) =>
        [
            name,
            Time(raw.Select(r => r.StepsToRight)),
            Time(raw.Select(r => r.StepsToTarget)),
            Time(matched.Select(r => r.StepsToTarget)),
            Estimate.Of(raw.Select(r => r.Cosines[^1])).Text("0.0000"),
            Estimate.Of(matched.Select(r => r.Cosines[^1])).Text("0.0000"),
        ];

        string Time(IEnumerable<int?> steps)
        {
            var all = steps.ToList();
            return $"{(all.Contains(null) ? ">" : "")}{Estimate.Number(all.Average(s => s ?? Steps(form)), "0")}";
        }
    }

    static LineChart Directions(ExperimentForm form, ExperimentResults results, bool raw)
    {
        return new(
            $"Distance to the direction of minimum norm, separable points, {(raw ? "as published" : "matched gradients")}",
            new("steps", Logarithmic: true), new("1 − cosine", Logarithmic: true),
            [.. Losses.Select(l => Distance(l.Name, Runs(form, results, Problems[0], l.Loss, raw)))]);

        static Line Distance(string name, List<LogisticDescent> runs)
        {
            var steps = runs[0].Steps;
            return new(name, [.. steps.Select(s => (double)s)], [.. steps.Select((_, i) => 1 - runs.Average(r => r.Cosines[i]))]);
        }
    }

    static List<LogisticDescent> Runs(ExperimentForm form, ExperimentResults results, Problem problem, string loss, bool raw) =>
        [.. Draws(form).Select(d => results.Get<LogisticDescent>(Job(form, problem, loss, raw, d).Key))];

    static IReadOnlyList<ulong> Draws(ExperimentForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 5).Select(i => (ulong)i)];

    static int Steps(ExperimentForm form) => form.Quick ? 1000 : 10_000;

    static ExperimentJob Job(ExperimentForm form, Problem problem, string loss, bool raw, ulong draw)
    {
        var text = raw ? $"raw[{loss}]" : loss;
        return ExperimentJob.OfDemonstration(
            $"regression {problem.Key} loss={text} rate={Printer.Number(Rate)} steps={Steps(form)} draw={draw}",
            LogisticDescent.Request(text, problem.Margin, problem.Condition, problem.Target, Rate, Points, Steps(form), draw));
    }

    sealed record Problem(string Name, double Margin, double Condition, double Target)
    {
        public string Key =>
            $"{Name} margin={Printer.Number(Margin)} condition={Printer.Number(Condition)} target={Printer.Number(Target)}";
    }
}
