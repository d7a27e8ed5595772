using LossActors.Genetics.Genomes;
using LossActors.Genetics.Genomes.Reductions;
using LossActors.Genetics.Genomes.Schedules;

namespace LossActors.Models.Training;

/// <summary>Which genomes the trainer can run.</summary>
public static class Trainable
{
    /// <summary>Null, or one sentence that names the gene that cannot be trained yet.</summary>
    public static string? WhyNot(LossGenome genome) =>
        genome.Reduction != Reduction.Mean ? $"the reduction {genome.Reduction} cannot be trained by this version; use the mean"
        : genome.Schedule != Schedule.Static ? $"the schedule {genome.Schedule} cannot be trained by this version; use a static loss"
        : genome.Sharpness != Sharpness.None ? $"the sharpness {genome.Sharpness} cannot be trained by this version; leave it out"
        : null;
}
