using System.Text.Json.Serialization;

namespace LossActors.Learning.Structured;

/// <summary>What of an answer counts as right.</summary>
public enum StructureScoring
{
    /// <summary>Its parts: the size of the true structure less the edits to it, at least 0.</summary>
    [JsonStringEnumMemberName("edit")]
    Edit,

    /// <summary>All of it or nothing.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,
}
