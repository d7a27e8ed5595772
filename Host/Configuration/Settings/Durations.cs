using System.Globalization;

namespace LossActors.Host.Configuration.Settings;

/// <summary>Durations as they are written: numbers with a unit.</summary>
static class Durations
{
    static readonly Dictionary<string, double> Seconds = new (double Factor, string Names)[]
    {
        (1e-9, "ns nano nanos nanosecond nanoseconds"),
        (1e-6, "us micro micros microsecond microseconds"),
        (1e-3, "ms milli millis millisecond milliseconds"),
        (1, "s second seconds"),
        (60, "m minute minutes"),
        (3600, "h hour hours"),
        (86400, "d day days"),
    }.SelectMany(u => u.Names.Split(' ').Select(name => (name, u.Factor))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Null if the text is no duration, or one that a tick of 100 ns or the longest time span cannot hold.</summary>
    public static TimeSpan? Parse(string text) =>
        InSeconds(text) is { } seconds && (seconds == 0 || Math.Abs(seconds) is >= 1e-7 and < 1e11)
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : null;

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

    static double? InSeconds(string text)
    {
        var digits = text.Length;
        while (digits > 0 && !char.IsAsciiDigit(text[digits - 1]))
            digits--;
        const NumberStyles style = NumberStyles.Float & ~NumberStyles.AllowTrailingWhite;
        return double.TryParse(text[..digits], style, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && Seconds.TryGetValue(text[digits..].Trim(), out var unit)
            ? number * unit
            : null;
    }
}
