namespace LossActors.Structures.Molecules;

/// <summary>
/// Molecules as lines of text, after the OpenSMILES specification (version 1.0, 2016): organic atoms and those in brackets, branches,
/// rings, aromatic atoms, several components. Isotopes, atom classes and all that tells left from right are read over.
/// </summary>
public static class Smiles
{
    /// <summary>Lenient about valences: see the other overload.</summary>
    /// <exception cref="SmilesException">The text is no SMILES, or its aromatic atoms admit no alternating double bonds.</exception>
    public static Molecule Read(string text) => Read(text, checkValences: false);

    /// <param name="checkValences">Whether an atom of a main group may not have more bonds than any of its usual valences.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static Molecule Read(string text, bool checkValences)
    {
        var draft = new SmilesReader(text).Read();
        Hydrogens.Fill(draft);
        Kekulisation.Apply(draft);
        if (checkValences) draft.CheckValences();
        return Hydrogens.Merge(draft);
    }

    /// <summary>Whether a text is the symbol of an element that makes heavy atoms.</summary>
    public static bool IsHeavy(string symbol) => Element.Find(symbol) is { Symbol: not ("*" or "H") };

    /// <summary>
    /// A SMILES from which <see cref="Read(string)"/> makes the same molecule but for the order of atoms, with single and double bonds in
    /// place of aromatic ones. The same text for the same molecule, another one when its atoms come in another order.
    /// </summary>
    /// <exception cref="ArgumentException">A bond of no order from 1 to 4, or a hundred rings open at once.</exception>
    public static string Write(Molecule molecule) => new SmilesWriter(molecule).Write();
}
