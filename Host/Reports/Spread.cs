namespace LossActors.Host.Reports;

public readonly record struct Spread(double Low, double High);
