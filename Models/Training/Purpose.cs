using System.Text.Json.Serialization;

namespace LossActors.Models.Training;

/// <summary>What an evaluation is for, and so which labels it may see.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "for")]
[JsonDerivedType(typeof(Search), "search")]
[JsonDerivedType(typeof(Proof), "proof")]
public abstract record Purpose;
