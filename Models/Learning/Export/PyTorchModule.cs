using System.Text;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Export;

/// <summary>
/// Writes a loss as one Python file that needs nothing but PyTorch (1.13 or later): a module whose value and whose gradient under plain
/// autograd are those of training here, guards, reduction, schedule and factor included. As <c>torch.nn.CrossEntropyLoss</c> it takes class
/// weights and an index to ignore, and refuses what is no batch of logits and class numbers.
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
        var entries = new PythonEntries(LossProgram.CompileValue(plan.Body), plan.Classes, "        ", PythonDialect.Torch);
        var reduction = PythonReduction.Of(plan.Genome.Reduction, PythonDialect.Torch);
        string[] helpers = [.. entries.Helpers, .. reduction.Helpers];
        var text = new StringBuilder($"# Written by LossActors. Source: {PythonText.OneLine(source)}\n");
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
            + (plan.Weights is null ? "" : "        self.step = 0\n") + "\n";
        var factor = PythonEntries.Number(plan.Factor);
        return $"""
            class {className}(nn.Module):
                '''A loss found by evolution, for {plan.Classes} classes.

                Genome: {PythonText.Docstring(plan.Genome.ToString())}
                Source: {PythonText.Docstring(source)}

                The value is the reduced loss; its gradient is multiplied by {factor}, as in training.{Advice(plan)}

                weight: weights of the classes, [classes], or None; the sample losses are scaled by them, with mean 1 over a batch.
                ignore_index: samples with this target do not count.
                '''

                classes = {plan.Classes}
                factor = {factor}

                def __init__(self, weight=None, ignore_index=-100):
                    super().__init__()
                    if weight is not None:
                        weight = torch.as_tensor(weight)
                        if weight.shape != (self.classes,) or not weight.is_floating_point():
                            raise ValueError(
                                f"weight must be {plan.Classes} floating-point numbers, "
                                f"not {"{weight.dtype}"} of shape {"{tuple(weight.shape)}"}")
                        if not bool((weight.isfinite() & (weight >= 0)).all()):
                            raise ValueError("weight must be finite and not negative")
                    if not isinstance(ignore_index, int):
                        raise ValueError(f"ignore_index must be a whole number, not {"{ignore_index!r}"}")
                    self.register_buffer("weight", weight)
                    self.ignore_index = ignore_index

            """ + state + Counted;
    }

    /// <summary>Looking at the targets waits for a card, which a wrong label is worth: there it would end the process.</summary>
    const string Counted = """
            def _counted(self, logits, target):
                '''The samples that count.'''
                for name, value in (("logits", logits), ("target", target)):
                    if not isinstance(value, torch.Tensor):
                        raise TypeError(f"{name} must be a torch.Tensor, not {type(value).__name__}")
                if logits.dim() != 2 or logits.shape[1] != self.classes or not logits.is_floating_point():
                    raise ValueError(
                        f"logits must be floating-point numbers of shape (batch, {self.classes}), "
                        f"not {logits.dtype} of shape {tuple(logits.shape)}")
                if target.shape != logits.shape[:1] or target.dtype != torch.long:
                    raise ValueError(
                        f"target must be torch.int64 of shape ({logits.shape[0]},), as the batch, "
                        f"not {target.dtype} of shape {tuple(target.shape)}")
                counted = target != self.ignore_index
                if not counted.all():
                    logits, target = logits[counted], target[counted]
                wrong = target[(target < 0) | (target >= self.classes)]
                if wrong.numel() > 0:
                    raise ValueError(
                        f"target {wrong[0].item()} is none of the classes 0 to {self.classes - 1}, "
                        f"nor ignore_index {self.ignore_index}")
                return logits, target

        """;

    static string Advice(LossPlan plan)
    {
        var advice = "";
        if (plan.Weights is not null) advice += " It counts the calls in training mode as steps.";
        if (plan.Reduction.LearnsThreshold) advice += " Its parameter theta belongs into the optimiser, beside the network's.";
        return advice + PythonText.OfSharpness(plan);
    }

    static string SampleLosses(LossPlan plan, PythonEntries entries)
    {
        var text = new StringBuilder($"""

                def sample_losses(self, logits, target):
                    '''The loss of each sample that counts; logits are [batch, classes], targets [batch] class numbers.'''
                    logits, target = self._counted(logits, target)

            """);
        if (entries.Uses(OpCode.LogProbability) || entries.Uses(OpCode.Probability))
            text.Append("        log_p = torch.log_softmax(logits, dim=1)\n");
        if (entries.Uses(OpCode.Probability)) text.Append("        p = log_p.exp()\n");
        if (entries.Uses(OpCode.Target)) text.Append("        y = torch.zeros_like(logits).scatter(1, target.unsqueeze(1), 1)\n");
        text.Append(entries);
        if (plan.Weights is not null) text.Append("        weights = logits.new_tensor(self.class_weights())\n");
        text.Append(plan.Weights switch
        {
            null => "        losses = entries.sum(dim=1)\n",
            { Outputs: true } => "        losses = (weights * entries).sum(dim=1)\n",
            _ => "        losses = weights[target] * entries.sum(dim=1)\n",
        });
        text.Append("""
                    if self.weight is not None:
                        scale = self.weight.to(losses)[target]
                        losses = losses * (scale * (len(scale) / scale.sum()))
                    return losses

            """);
        return text.ToString();
    }

    static string Forward(LossPlan plan, PythonReduction reduction) => $"""

            def forward(self, logits, target):
                losses = self.sample_losses(logits, target)
                if losses.numel() == 0:
                    return logits.sum() * float("nan")
                loss = {reduction.Expression}
                scaled = self.factor * loss{(plan.Weights is null ? "" : "\n        if self.training:\n            self.step += 1")}
                # The value of the loss, the gradient of the scaled loss.
                return scaled + (loss - scaled).detach()

        """;
}
