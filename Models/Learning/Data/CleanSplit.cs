namespace LossActors.Learning.Data;

/// <summary>Which samples with clean labels a training is scored on at its end, beside those that select.</summary>
public enum CleanSplit
{
    None,

    /// <summary>The test split, for whoever compares.</summary>
    Test,

    /// <summary>What proofs alone see: <see cref="PooledSpec.Proof"/> of the training files where it is set, else the test split.</summary>
    HeldBack,
}
