namespace LossActors.FormerPersistence;

/// <summary>What all stores agree on about a turn's form.</summary>
static class TurnRules
{
    public const int DeathsToPoison = 3;

    public const int SnapshotsKept = 3;

    public static void Check(Turn turn)
    {
        if (turn.Events.Count == 0)
            throw new ArgumentException($"The turn of {turn.Actor} at {turn.ExpectedSeq} has no event.", nameof(turn));
        if (turn.TurnId.Length == 0)
            throw new ArgumentException($"The turn of {turn.Actor} at {turn.ExpectedSeq} has no id.", nameof(turn));
    }

    public static string MessageKey(Turn turn, int ordinal) => $"from:{turn.Actor.Name}:{turn.ExpectedSeq + 1}:{ordinal}";
}
