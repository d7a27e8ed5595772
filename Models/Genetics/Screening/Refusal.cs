namespace LossActors.Genetics.Screening;

/// <summary>Why a body is no candidate.</summary>
public enum Refusal
{
    /// <summary>It has neither p nor z.</summary>
    NoInput,
    /// <summary>It has no y, so it cannot tell right from wrong.</summary>
    NoTarget,
    /// <summary>Its gradient is 0 everywhere, or in a guard's dead zone at most probe points.</summary>
    Flat,
    /// <summary>Value or gradient overflows float32 at a probe point.</summary>
    NotFinite,
    /// <summary>Its unit factor is outside [10⁻⁴, 10⁴].</summary>
    Factor,
    /// <summary>It is raw and points away from the true class at uniform predictions; a raw loss is not turned.</summary>
    WrongSign,
}
