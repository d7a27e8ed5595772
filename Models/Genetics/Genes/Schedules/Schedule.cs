namespace LossActors.Genetics.Genes.Schedules;

/// <summary>How classes are weighted over optimiser steps.</summary>
public abstract record Schedule : Gene
{
    public static Schedule Static { get; } = new StaticSchedule();
}
