namespace LossActors.Structures.Molecules;

/// <summary>A text that is no SMILES.</summary>
/// <param name="column">Where, from 1.</param>
public sealed class SmilesException(string message, int column) : FormatException(message)
{
    public int Column { get; } = column;
}
