namespace LossActors.Structures.Molecules;

/// <summary>A molecule that is no graph over the given elements.</summary>
public sealed class MoleculeException(string message) : FormatException(message);
