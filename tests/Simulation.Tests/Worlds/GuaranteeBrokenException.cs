namespace LossActors.Simulation.Tests.Worlds;

/// <summary>The message begins with the guarantee that is broken, or says what stands still.</summary>
sealed class GuaranteeBrokenException(string message, Exception? inner = null) : Exception(message, inner);
