namespace LossActors.Host.Configuration.Hocon;

/// <summary>A key and its value in an object.</summary>
/// <param name="Origin">Where the key was last written.</param>
public sealed record HoconField(string Key, Origin Origin, HoconValue Value);
