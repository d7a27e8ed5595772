using System.Text;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Export;

/// <summary>
/// Writes a loss as one Python file of functions over NumPy's arrays or, where JAX is installed, JAX's: the same source, whose value is
/// that of training here, and whose objective has training's gradient.
/// </summary>
public static class ArrayFunctions
{
    /// <inheritdoc cref="PyTorchModule.Write" path="/param"/>
    public static string Write(LossPlan plan, string source)
    {
        var entries = new PythonEntries(LossProgram.CompileValue(plan.Body), plan.Classes, "    ", PythonDialect.Arrays);
        var reduction = PythonReduction.Of(plan.Genome.Reduction, PythonDialect.Arrays);
        string[] helpers = [.. entries.Helpers, .. reduction.Helpers];
        var text = new StringBuilder(Head(plan, source));
        text.Append(helpers.Any(h => h.Contains("math.", StringComparison.Ordinal)) ? "import math\n\n" : "");
        text.Append($"""
            try:
                import jax.numpy as xp
            except ImportError:
                import numpy as xp

            classes = {plan.Classes}
            factor = {PythonEntries.Number(plan.Factor)}



            """);
        foreach (var helper in helpers) text.Append(helper).Append("\n\n\n");
        if (plan.Weights is { } schedule) text.Append(PythonSchedule.Function(schedule, plan.Steps)).Append("\n\n\n");
        text.Append(SampleLosses(plan, entries));
        text.Append($"""


            def loss({Arguments(plan)}):
                '''The loss of a batch.'''
                losses = sample_losses({(plan.Weights is null ? "logits, target" : "logits, target, step")})
                if losses.shape[0] == 0:
                    return xp.asarray(float("nan"), dtype=losses.dtype)
                return {reduction.Expression}


            def objective({Arguments(plan)}):
                '''What to take the gradient of: the loss times the factor that it was trained with.'''
                return factor * loss({Passed(plan)})

            """);
        return text.ToString();
    }

    static string Head(LossPlan plan, string source) => $"""
        '''A loss found by evolution, for {plan.Classes} classes. Written by LossActors.

        Genome: {PythonText.Docstring(plan.Genome.ToString())}
        Source: {PythonText.Docstring(source)}

        logits are floating-point numbers [batch, classes], target whole numbers [batch] from 0. With JAX:

            value, gradient = jax.value_and_grad(objective)(logits, target{(plan.Weights is null ? "" : ", step=0")})
        {Advice(plan)}'''

        """;

    static string Advice(LossPlan plan)
    {
        var advice = "";
        if (plan.Weights is not null) advice += " step is the optimiser's, from 0; under jax.jit it is static.";
        if (plan.Reduction.LearnsThreshold) advice += " theta is learned beside the weights, from 0 on, by the same gradient.";
        advice += PythonText.OfSharpness(plan);
        return advice.Length == 0 ? "" : $"\n{advice.TrimStart()}\n";
    }

    static string Arguments(LossPlan plan) =>
        "logits, target" + (plan.Reduction.LearnsThreshold ? ", theta=0.0" : "") + (plan.Weights is null ? "" : ", step=0");

    static string Passed(LossPlan plan) =>
        "logits, target" + (plan.Reduction.LearnsThreshold ? ", theta" : "") + (plan.Weights is null ? "" : ", step");

    static string SampleLosses(LossPlan plan, PythonEntries entries)
    {
        var text = new StringBuilder($"""
            def sample_losses(logits, target{(plan.Weights is null ? "" : ", step=0")}):
                '''The loss of each sample.'''
                logits, target = xp.asarray(logits), xp.asarray(target)
                if logits.ndim != 2 or logits.shape[1] != classes or not xp.issubdtype(logits.dtype, xp.floating):
                    raise ValueError(
                        f"logits must be floating-point numbers of shape (batch, {plan.Classes}), "
                        f"not {"{logits.dtype}"} of shape {"{logits.shape}"}")
                if target.shape != logits.shape[:1] or not xp.issubdtype(target.dtype, xp.integer):
                    raise ValueError(
                        f"target must be whole numbers of shape ({"{logits.shape[0]}"},), as the batch, "
                        f"not {"{target.dtype}"} of shape {"{target.shape}"}")
                # JAX knows no values while it compiles.
                if xp.__name__ == "numpy" and ((target < 0) | (target >= classes)).any():
                    raise ValueError(f"target has class numbers outside 0 to {"{classes - 1}"}")

            """);
        if (entries.Uses(OpCode.LogProbability) || entries.Uses(OpCode.Probability))
            text.Append("""
                    shifted = logits - logits.max(axis=1, keepdims=True)
                    log_p = shifted - xp.log(xp.exp(shifted).sum(axis=1, keepdims=True))

                """);
        if (entries.Uses(OpCode.Probability)) text.Append("    p = xp.exp(log_p)\n");
        if (entries.Uses(OpCode.Target) || plan.Weights is { Outputs: false })
            text.Append("    y = (target[:, None] == xp.arange(classes)).astype(logits.dtype)\n");
        text.Append(entries);
        if (plan.Weights is not null) text.Append("    weights = xp.asarray(class_weights(step), dtype=logits.dtype)\n");
        return text.Append(plan.Weights switch
        {
            null => "    return entries.sum(axis=1)\n",
            { Outputs: true } => "    return (weights * entries).sum(axis=1)\n",
            _ => "    return (y * weights).sum(axis=1) * entries.sum(axis=1)\n",
        }).ToString();
    }
}
