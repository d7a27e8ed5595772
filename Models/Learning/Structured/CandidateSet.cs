using System.Text.Json.Serialization;

namespace LossActors.Learning.Structured;

/// <summary>Among which structures an answer is chosen.</summary>
public enum CandidateSet
{
    /// <summary>The outputs that may be known: those of no validation, test or proof sample.</summary>
    [JsonStringEnumMemberName("known")]
    Known,

    /// <summary>Those that are trained on.</summary>
    [JsonStringEnumMemberName("training")]
    Training,

    /// <summary>All of the files, the right one among them: retrieval.</summary>
    [JsonStringEnumMemberName("all")]
    All,
}
