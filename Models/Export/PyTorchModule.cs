using System.Text;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;
using LossActors.Models.Losses;

namespace LossActors.Models.Export;

/// <summary>
/// Writes a loss as one Python file that needs nothing but PyTorch (1.13 or later): a module whose value and whose gradient under plain
/// autograd are those of training here, guards and factor included.
/// </summary>
public static class PyTorchModule
{
    /// <summary>The file's text.</summary>
    /// <param name="plan">What to write: a genome, a number of classes, and the length of the training that places a schedule's tail.</param>
    /// <param name="source">Where it comes from, such as a run's name and the champion's island and birth; for the docstring.</param>
    /// <param name="className">Name of the class.</param>
    public static string Write(LossPlan plan, string source, string className = "EvolvedLoss")
    {
        var entries = new PythonEntries(LossProgram.CompileValue(plan.Body), plan.Classes, "        ");
        var text = new StringBuilder();
        text.Append($"""
            # Written by LossActors. Source: {OneLine(source)}
            import torch
            from torch import nn


            """);
        foreach (var helper in Helpers(entries)) text.AppendLine(helper).AppendLine().AppendLine();
        text.Append($"""
            class {className}(nn.Module):
                '''A loss found by evolution, for {plan.Classes} classes.

                Genome: {Docstring(plan.Genome.ToString())}
                Source: {Docstring(source)}

                The value is the reduced loss; its gradient is multiplied by {PythonEntries.Number(plan.Factor)}, as in training.
                '''

                classes = {plan.Classes}
                factor = {PythonEntries.Number(plan.Factor)}

                def sample_losses(self, logits, target):
                    '''The loss of each sample, [batch]; logits are [batch, classes], targets [batch] class numbers.'''
                    if logits.shape[-1] != self.classes:
                        raise ValueError(f"this loss is for {plan.Classes} classes, the logits have {"{"}logits.shape[-1]{"}"}")

            """);
        if (entries.Uses(OpCode.LogProbability) || entries.Uses(OpCode.Probability)) text.AppendLine("        log_p = torch.log_softmax(logits, dim=1)");
        if (entries.Uses(OpCode.Probability)) text.AppendLine("        p = log_p.exp()");
        if (entries.Uses(OpCode.Target)) text.AppendLine("        y = torch.zeros_like(logits).scatter(1, target.unsqueeze(1), 1)");
        text.Append(entries);
        text.Append("""
                    return entries.sum(dim=1)

                def forward(self, logits, target):
                    loss = self.sample_losses(logits, target).mean()
                    scaled = self.factor * loss
                    # The value of the loss, the gradient of the scaled loss.
                    return scaled + (loss - scaled).detach()

            """);
        return text.ToString();
    }

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

    static string Docstring(string text) => OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'''", "\\'\\'\\'", StringComparison.Ordinal);
}
