using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Configuration.Settings;

/// <summary>What the value of a setting may be, and how it is read. Made by <see cref="Setting"/>.</summary>
public sealed class SettingType<T>
{
    readonly Func<HoconValue, SettingFaults, T?> _read;

    internal SettingType(string expected, string example, Func<HoconValue, SettingFaults, T?> read)
    {
        (Expected, Example, _read) = (expected, example, read);
    }

    /// <summary>In words: "a whole number from 1 to 64".</summary>
    public string Expected { get; }

    /// <summary>A value that could be written.</summary>
    public string Example { get; }

    /// <summary>The value, or null with a fault reported.</summary>
    internal T? Read(HoconValue value, SettingFaults faults) => _read(value, faults);
}
