namespace LossActors.Genetics.Programs;

/// <summary>A body at one entry: its value b, h = db/dℓ and ∂b/∂z.</summary>
public readonly record struct EntryDerivatives(double Value, double H, double DZ);
