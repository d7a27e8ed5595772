namespace LossActors.Simulation.Tests.Worlds;

/// <summary>A place where processes of one node follow each other; somebody starts a new one when the last has ended.</summary>
/// <param name="number">From 0.</param>
/// <param name="arithmeticClass">Of its device.</param>
/// <param name="isIsolated">Whether its device trains in children, as cards do.</param>
sealed class Machine(int number, string arithmeticClass, bool isIsolated)
{
    public int Number => number;

    public string ArithmeticClass => arithmeticClass;

    public bool IsIsolated => isIsolated;

    public Process? Current { get; set; }

    public override string ToString() => $"machine {number}";
}
