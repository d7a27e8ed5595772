using LossActors.Genetics.Genes.Schedules;

namespace LossActors.Learning.Export;

/// <summary>Class weights over time as methods of the module, which counts the steps it is trained for.</summary>
static class PythonSchedule
{
    /// <param name="gene">The schedule.</param>
    /// <param name="steps">Length of the training, which places the tail.</param>
    public static string Methods(DynamicalSchedule gene, long steps)
    {
        var (most, rise) = (PythonEntries.Number(gene.Amplitude), PythonEntries.Number(gene.Amplitude - 1));
        return $"""

                def class_weights(self):
                    '''The weight of each class at this step, with mean 1: one class after another rises to {most} times the others.'''
                    if self.step >= {steps - gene.Tail}:
                        return [1.0] * self.classes
                    step = self.step{(gene.FromMiddle ? $" + {gene.Period / 2}" : "")}
                    within, half, rise = step % {gene.Period}, {PythonEntries.Number(gene.Period / 2.0)}, {rise}
                    emphasis = 1 + rise * within / half if within < half else 1 + 2 * rise - rise * within / half
                    scale = self.classes / (emphasis + self.classes - 1)
                    weights = [scale] * self.classes
                    weights[step // {gene.Period} % self.classes] = emphasis * scale
                    return weights

                def get_extra_state(self):
                    return self.step

                def set_extra_state(self, state):
                    self.step = state

            """;
    }
}
