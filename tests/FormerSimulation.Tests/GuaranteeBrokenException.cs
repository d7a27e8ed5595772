namespace LossActors.FormerSimulation.Tests;

sealed class GuaranteeBrokenException(string what) : Exception(what);
