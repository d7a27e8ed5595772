namespace LossActors.Host.Configuration.Hocon;

/// <summary>A request to merge another file at a path, with a number of objects around it.</summary>
sealed record Include(string File, Origin Origin, bool Optional, HoconPath Path, int Depth);
