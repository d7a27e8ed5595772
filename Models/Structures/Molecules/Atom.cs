namespace LossActors.Structures.Molecules;

/// <param name="Element">Its symbol, or * for any.</param>
/// <param name="Hydrogens">How many hydrogens it bears that are no atoms of their own.</param>
public sealed record Atom(string Element, int Charge = 0, int Hydrogens = 0);
