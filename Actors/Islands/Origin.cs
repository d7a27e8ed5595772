namespace LossActors.Actors.Islands;

/// <summary>Where and when a loss was born: the name of an individual, kept when it migrates. Both count from 0.</summary>
public readonly record struct Origin(int Island, int Birth)
{
    public override string ToString() => $"{Island}:{Birth}";
}
