using System.Text;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Export;

/// <summary>
/// Writes a loss as one Python file that needs nothing but PyTorch (1.13 or later): a module whose value and whose gradient under plain
/// autograd are those of training here, guards, reduction, schedule and factor included.
/// </summary>
public static class PyTorchModule
{
    /// <summary>The file's text.</summary>
    /// <param name="plan">
    /// What to write: a genome, a number of classes, and the length of the training that places a schedule's tail.
    /// </param>
    /// <param name="source">Where it comes from, such as a run's name and the champion's island and birth; for the docstring.</param>
    /// <param name="className">Name of the class.</param>
    public static string Write(LossPlan plan, string source, string className = "EvolvedLoss")
    {
        var entries = new PythonEntries(LossProgram.CompileValue(plan.Body), plan.Classes, "        ");
        var reduction = PythonReduction.Of(plan.Genome.Reduction);
        string[] helpers = [.. Helpers(entries), .. reduction.Helpers];
        var text = new StringBuilder($"# Written by LossActors. Source: {OneLine(source)}\n");
        if (helpers.Any(h => h.Contains("math.", StringComparison.Ordinal))) text.Append("import math\n\n");
        text.Append("import torch\nfrom torch import nn\n\n\n");
        foreach (var helper in helpers) text.Append(helper).Append("\n\n\n");
        text.Append(Head(plan, source, className));
        if (plan.Weights is { } schedule) text.Append(PythonSchedule.Methods(schedule, plan.Steps));
        text.Append(SampleLosses(plan, entries));
        text.Append(Forward(plan, reduction));
        return text.ToString();
    }

    static string Head(LossPlan plan, string source, string className)
    {
        var state = (plan.Reduction.LearnsThreshold ? "        self.theta = nn.Parameter(torch.zeros(()))\n" : "")
            + (plan.Weights is null ? "" : "        self.step = 0\n");
        var factor = PythonEntries.Number(plan.Factor);
        return $"""
            class {className}(nn.Module):
                '''A loss found by evolution, for {plan.Classes} classes.

                Genome: {Docstring(plan.Genome.ToString())}
                Source: {Docstring(source)}

                The value is the reduced loss; its gradient is multiplied by {factor}, as in training.{Advice(plan)}
                '''

                classes = {plan.Classes}
                factor = {factor}

            """ + (state.Length == 0 ? "" : $"\n    def __init__(self):\n        super().__init__()\n{state}");
    }

    static string Advice(LossPlan plan)
    {
        var advice = "";
        if (plan.Weights is not null) advice += " It counts the calls in training mode as steps.";
        if (plan.Reduction.LearnsThreshold) advice += " Its parameter theta belongs into the optimiser, beside the network's.";
        if (plan.Genome.Sharpness is { IsPlain: false } sharpness)
            advice += $" It was trained with {(sharpness.IsAdaptive ? "ASAM" : "SAM")}, rho = {PythonEntries.Number(sharpness.Radius)}, "
                + "which is the optimiser's part.";
        return advice;
    }

    static string SampleLosses(LossPlan plan, PythonEntries entries)
    {
        var text = new StringBuilder($"""

                def sample_losses(self, logits, target):
                    '''The loss of each sample, [batch]; logits are [batch, classes], targets [batch] class numbers.'''
                    if logits.shape[-1] != self.classes:
                        raise ValueError(f"this loss is for {plan.Classes} classes, the logits have {"{"}logits.shape[-1]{"}"}")

            """);
        if (entries.Uses(OpCode.LogProbability) || entries.Uses(OpCode.Probability))
            text.Append("        log_p = torch.log_softmax(logits, dim=1)\n");
        if (entries.Uses(OpCode.Probability)) text.Append("        p = log_p.exp()\n");
        if (entries.Uses(OpCode.Target)) text.Append("        y = torch.zeros_like(logits).scatter(1, target.unsqueeze(1), 1)\n");
        text.Append(entries);
        if (plan.Weights is not null) text.Append("        weights = logits.new_tensor(self.class_weights())\n");
        text.Append(plan.Weights switch
        {
            null => "        return entries.sum(dim=1)\n",
            { Outputs: true } => "        return (weights * entries).sum(dim=1)\n",
            _ => "        return weights[target] * entries.sum(dim=1)\n",
        });
        return text.ToString();
    }

    static string Forward(LossPlan plan, PythonReduction reduction) => $"""

            def forward(self, logits, target):
                losses = self.sample_losses(logits, target)
                loss = {reduction.Expression}
                scaled = self.factor * loss{(plan.Weights is null ? "" : "\n        if self.training:\n            self.step += 1")}
                # The value of the loss, the gradient of the scaled loss.
                return scaled + (loss - scaled).detach()

        """;

    static IEnumerable<string> Helpers(PythonEntries entries)
    {
        foreach (var name in (string[])["minimum", "maximum"])
            if (entries.Calls("_" + name))
                yield return $"""
                    def _{name}(x, bound):
                        return torch.{name}(x, x.new_tensor(bound))
                    """;
        if (entries.Calls("_away_from_zero"))
            yield return $"""
                def _away_from_zero(x, epsilon={PythonEntries.Number(Guards.Epsilon)}):
                    '''x, or epsilon with the sign of x where x is closer to zero: a divisor whose guard has no gradient.'''
                    return torch.where(x.abs() < epsilon, torch.where(x < 0, x.new_tensor(-epsilon), x.new_tensor(epsilon)), x)
                """;
    }

    static string OneLine(string text) => text.ReplaceLineEndings(" ");

    static string Docstring(string text) =>
        OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'''", "\\'\\'\\'", StringComparison.Ordinal);
}
