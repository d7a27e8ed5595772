using System.Text.Json.Serialization;

namespace LossActors.Learning.Structured;

/// <summary>In what order the entries of a graph's vector name its nodes.</summary>
public enum NodeOrder
{
    /// <summary>By what they are: the same of every way to write the graph.</summary>
    [JsonStringEnumMemberName("canonical")]
    Canonical,

    /// <summary>As the file has them. Where the input has the same order, as a SMILES has, it gives away more than the graph.</summary>
    [JsonStringEnumMemberName("written")]
    Written,
}
