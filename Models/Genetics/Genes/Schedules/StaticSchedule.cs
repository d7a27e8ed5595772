namespace LossActors.Genetics.Genes.Schedules;

/// <summary>Every class weighs 1 at every step.</summary>
public sealed record StaticSchedule : Schedule
{
    public override bool IsPlain => true;

    public override string Name => "static";

    protected override IReadOnlyList<string> Arguments => [];
}
