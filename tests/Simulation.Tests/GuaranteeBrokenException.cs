namespace LossActors.Simulation.Tests;

sealed class GuaranteeBrokenException(string what) : Exception(what);
