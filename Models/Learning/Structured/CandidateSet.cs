namespace LossActors.Learning.Structured;

/// <summary>Among which structures an answer is chosen.</summary>
public enum CandidateSet
{
    /// <summary>The outputs that may be known: those of no validation, test or proof sample.</summary>
    Known,
    /// <summary>Those that are trained on.</summary>
    Training,
    /// <summary>All of the files, the right one among them: retrieval.</summary>
    All,
}
