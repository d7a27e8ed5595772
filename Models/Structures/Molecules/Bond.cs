namespace LossActors.Structures.Molecules;

/// <param name="From">An atom's index.</param>
/// <param name="To">Another's.</param>
/// <param name="Order">1 single, 2 double, 3 triple, 4 quadruple.</param>
public readonly record struct Bond(int From, int To, int Order);
