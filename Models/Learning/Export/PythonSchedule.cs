using LossActors.Genetics.Genes.Schedules;

namespace LossActors.Learning.Export;

/// <summary>Class weights over time: methods of a module that counts the steps it is trained for, or a function of the step.</summary>
static class PythonSchedule
{
    /// <param name="gene">The schedule.</param>
    /// <param name="steps">Length of the training, which places the tail.</param>
    public static string Methods(DynamicalSchedule gene, long steps)
    {
        var lines = Body(gene, steps, "self.step", "self.classes").Split('\n');
        return $"""

                def class_weights(self):
            {string.Join('\n', lines.Select(l => $"        {l}"))}

                def get_extra_state(self):
                    return self.step

                def set_extra_state(self, state):
                    self.step = state

            """;
    }

    /// <inheritdoc cref="Methods" path="/param"/>
    public static string Function(DynamicalSchedule gene, long steps) => $"""
        def class_weights(step):
        {string.Join('\n', Body(gene, steps, "step", "classes").Split('\n').Select(l => $"    {l}"))}
        """;

    static string Body(DynamicalSchedule gene, long steps, string now, string classes)
    {
        var (most, rise) = (PythonEntries.Number(gene.Amplitude), PythonEntries.Number(gene.Amplitude - 1));
        return $"""
            '''The weight of each class at this step, with mean 1: one class after another rises to {most} times the others.'''
            if {now} >= {steps - gene.Tail}:
                return [1.0] * {classes}
            step = {now}{(gene.FromMiddle ? $" + {gene.Period / 2}" : "")}
            within, half, rise = step % {gene.Period}, {PythonEntries.Number(gene.Period / 2.0)}, {rise}
            emphasis = 1 + rise * within / half if within < half else 1 + 2 * rise - rise * within / half
            scale = {classes} / (emphasis + {classes} - 1)
            weights = [scale] * {classes}
            weights[step // {gene.Period} % {classes}] = emphasis * scale
            return weights
            """;
    }
}
