namespace LossActors.FormerSimulation.Tests;

/// <summary>
/// Which faults a run has: each section is on in a quarter of the runs, and fires a quarter of the times that it could. So runs differ in
/// what goes wrong in them, and a fault that hides another is often off. (FoundationDB calls this buggify.)
/// </summary>
sealed class Faults(Random random)
{
    readonly Dictionary<string, bool> sections = [];

    /// <summary>Off: nothing goes wrong any more, so that the run can be held to end.</summary>
    public bool On { get; set; } = true;

    public bool IsOn(string section)
    {
        if (!On) return false;
        if (!sections.TryGetValue(section, out var on)) sections.Add(section, on = random.Next(4) == 0);
        return on;
    }

    public bool Fires(string section) => IsOn(section) && random.Next(4) == 0;
}
