using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.RunFiles;

/// <param name="Level">Least severity on the console.</param>
/// <param name="File">Path of the rolling file, the date put before its extension; null: none.</param>
public sealed record LogSettings(LogLevel Level, string? File)
{
    public static LogSettings Read(SettingsReader log) =>
        new(log.Get("level", Setting.OneOf<LogLevel>()), log.Has("file") ? log.Get("file", Setting.Name) : null);
}

public enum LogLevel
{
    Debug,
    Info,
    Warning,
    Error,
}
