using System.Globalization;

namespace LossActors.Host.Configuration.Settings;

/// <summary>Numbers with a unit: durations and sizes.</summary>
static class Quantity
{
    static readonly Dictionary<string, double> Seconds = Units(
        (1e-9, "ns nano nanos nanosecond nanoseconds"),
        (1e-6, "us micro micros microsecond microseconds"),
        (1e-3, "ms milli millis millisecond milliseconds"),
        (1, "s second seconds"),
        (60, "m minute minutes"),
        (3600, "h hour hours"),
        (86400, "d day days"));

    static readonly Dictionary<string, double> Bytes = Units(
        (1, "B b byte bytes"),
        (1e3, "kB kilobyte kilobytes"), (1e6, "MB megabyte megabytes"), (1e9, "GB gigabyte gigabytes"), (1e12, "TB terabyte terabytes"),
        (1L << 10, "K k Ki KiB kibibyte kibibytes"), (1L << 20, "M m Mi MiB mebibyte mebibytes"),
        (1L << 30, "G g Gi GiB gibibyte gibibytes"), (1L << 40, "T t Ti TiB tebibyte tebibytes"));

    /// <summary>Null if the text is no duration, or one that a tick of 100 ns or the longest time span cannot hold.</summary>
    public static TimeSpan? Duration(string text) =>
        Read(text, Seconds) is { } seconds && (seconds == 0 || Math.Abs(seconds) is >= 1e-7 and < 1e11)
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : null;

    public static long? Size(string text) =>
        Read(text, Bytes) is { } bytes && Math.Abs(bytes) <= 1L << 62 && double.IsInteger(bytes) ? (long)bytes : null;

    /// <summary>A duration in the largest unit that needs no fraction.</summary>
    public static string Print(TimeSpan duration)
    {
        foreach (var (unit, ticks) in new[]
        {
            ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
            ("ms", TimeSpan.TicksPerMillisecond),
        })
            if (duration.Ticks != 0 && duration.Ticks % ticks == 0)
                return $"{duration.Ticks / ticks}{unit}";
        return duration.Ticks == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMicroseconds}us");
    }

    /// <summary>A size in the largest binary unit that needs no fraction.</summary>
    public static string Print(long bytes)
    {
        foreach (var (unit, shift) in new[] { ("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10) })
            if (bytes != 0 && bytes % (1L << shift) == 0)
                return $"{bytes >> shift}{unit}";
        return $"{bytes}B";
    }

    static double? Read(string text, Dictionary<string, double> units)
    {
        var digits = text.Length;
        while (digits > 0 && !char.IsAsciiDigit(text[digits - 1]))
            digits--;
        const NumberStyles style = NumberStyles.Float & ~NumberStyles.AllowTrailingWhite;
        return double.TryParse(text[..digits], style, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && units.TryGetValue(text[digits..].Trim(), out var unit)
            ? number * unit
            : null;
    }

    static Dictionary<string, double> Units(params (double Factor, string Names)[] units) =>
        units.SelectMany(u => u.Names.Split(' ').Select(name => (name, u.Factor)))
            .ToDictionary(u => u.name, u => u.Factor, StringComparer.Ordinal);
}
