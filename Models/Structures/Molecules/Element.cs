using System.Collections.Frozen;

namespace LossActors.Structures.Molecules;

/// <summary>An element of the periodic table, or * for any.</summary>
/// <param name="Electrons">Its outer electrons where they tell how many bonds it takes (main groups), else 0.</param>
/// <param name="Expands">Whether it takes two bonds more, and again, up to all its electrons: from the third period on.</param>
sealed record Element(string Symbol, int Electrons, bool Expands)
{
    const string Others =
        "* Li Na K Rb Cs Fr Be Mg Ca Sr Ba Ra Sc Ti V Cr Mn Fe Co Ni Cu Zn Y Zr Nb Mo Tc Ru Rh Pd Ag Cd La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho "
        + "Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og "
        + "Tl Pb Bi Po At He Ne Ar Kr Xe Rn";

    static readonly (string Symbols, int Electrons, bool Expands)[] Groups =
    [
        ("H", 1, false), ("B", 3, false), ("Al Ga In", 3, true), ("C", 4, false), ("Si Ge Sn", 4, true),
        ("N", 5, false), ("P As Sb", 5, true), ("O", 6, false), ("S Se Te", 6, true), ("F", 7, false), ("Cl Br I", 7, true),
        (Others, 0, false),
    ];

    static readonly FrozenDictionary<string, Element>.AlternateLookup<ReadOnlySpan<char>> BySymbol = Groups
        .SelectMany(g => g.Symbols.Split(' ').Select(symbol => new Element(symbol, g.Electrons, g.Expands)))
        .ToFrozenDictionary(e => e.Symbol).GetAlternateLookup<ReadOnlySpan<char>>();

    public static Element? Find(ReadOnlySpan<char> symbol) => BySymbol.TryGetValue(symbol, out var element) ? element : null;

    /// <summary>
    /// The least usual valence that is not below a sum of bond orders, or null where the sum is beyond them. Charged atoms bind like the
    /// neighbours in the table that have as many electrons: N⁺ as C does. Metals take any number.
    /// </summary>
    public int? Valence(int charge, int sum)
    {
        if (Electrons == 0) return sum;
        var electrons = Electrons - charge;
        if (electrons is < 0 or > 8) return sum == 0 ? 0 : null;
        var valence = electrons <= 4 ? electrons : 8 - electrons;
        // Nitrogen is often written with five bonds where it has four and a charge, as in N(=O)=O.
        var most = Expands ? Math.Max(electrons, valence) : Symbol == "N" && charge == 0 ? 5 : valence;
        while (valence < sum && valence < most) valence += 2;
        return valence >= sum ? valence : null;
    }
}
