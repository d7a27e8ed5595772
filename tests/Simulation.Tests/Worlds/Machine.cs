namespace LossActors.Simulation.Tests.Worlds;

/// <summary>A place where processes of one node follow each other; somebody starts a new one when the last has ended.</summary>
/// <param name="Number">From 0.</param>
/// <param name="ArithmeticClass">Of its device.</param>
sealed record Machine(int Number, string ArithmeticClass)
{
    public Process? Current { get; set; }

    public override string ToString() => $"machine {Number}";
}
