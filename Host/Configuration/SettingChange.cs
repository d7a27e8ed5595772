using LossActors.Host.Output;

namespace LossActors.Host.Configuration;

/// <summary>A setting that differs between two configurations; null where one of them does not have it.</summary>
public sealed record SettingChange(string Key, string? Before, string? After)
{
    /// <summary>The settings that differ, ordered by key. For the maps see <see cref="Hocon.HoconObject.Flatten()"/>.</summary>
    public static IReadOnlyList<SettingChange> Between(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
    [
        .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(key => new SettingChange(key, before.GetValueOrDefault(key), after.GetValueOrDefault(key)))
            .Where(change => change.Before != change.After),
    ];

    /// <summary>One line for each change, keys aligned: <c>islands.count : 4 → 8</c>.</summary>
    public static string Print(IReadOnlyList<SettingChange> changes)
    {
        var width = changes.Select(c => c.Key.Length).DefaultIfEmpty().Max();
        return string.Join('\n', changes.Select(c => $"  {c.Key.PadRight(width)} : {Value(c.Before)} → {Value(c.After)}"));

        static string Value(string? text) => text is null ? "(not set)" : Shown.Line(text);
    }
}
