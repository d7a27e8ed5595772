namespace LossActors.FormerActors.Kernel;

/// <summary>A journal holds an event that this version of the program cannot read.</summary>
public sealed class UnknownEventException(string type, int version)
    : Exception($"The journal has an event '{type}' of version {version}, which this version of LossActors cannot read: use a newer one.");
