using System.Text.RegularExpressions;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Output;

namespace LossActors.Host.Configuration.Settings;

/// <summary>The types that settings have. They compose: <c>List(Int32(1, 4096), atLeast: 1)</c>, <c>Word("auto", 0, Int32(1,
/// 64))</c>.</summary>
public static partial class Setting
{
    /// <summary>Any text, number or truth value, as written.</summary>
    public static SettingType<string> Text { get; } = Scalar("a text", "\"…\"", text => text);

    /// <summary>A text that holds more than blanks.</summary>
    public static SettingType<string> Name { get; } =
        Scalar("a text that is not empty", "first", text => string.IsNullOrWhiteSpace(text) ? null : text);

    /// <summary>What becomes a part of file names and command lines.</summary>
    public static SettingType<string> Identifier { get; } =
        Scalar("a name of at most 100 letters, digits, '.', '_' and '-', and not of dots alone", "first", text =>
            text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            && text.Any(c => c != '.') ? text : null);

    public static SettingType<bool> Boolean { get; } = Scalar("true or false", "true", text => text switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => (bool?)false,
        _ => null,
    });

    /// <summary>A whole number, bounds included.</summary>
    /// <param name="usual">Shown to who wrote another; by default the least.</param>
    public static SettingType<int> Int32(int min = int.MinValue, int max = int.MaxValue, int? usual = null) =>
        Number($"a whole number{Range(min, max, int.MinValue, int.MaxValue)}", Whole<int>, min, max, $"{usual ?? Example(min, max)}",
            $"at least {min}", $"at most {max}");

    /// <summary>A whole number, bounds included.</summary>
    public static SettingType<long> Int64(long min = long.MinValue, long max = long.MaxValue) =>
        Number($"a whole number{Range(min, max, long.MinValue, long.MaxValue)}", Whole<long>, min, max, $"{Example(min, max)}",
            $"at least {min}", $"at most {max}");

    /// <summary>A finite number.</summary>
    /// <param name="aboveMin">The lower bound itself is not allowed.</param>
    /// <param name="belowMax">The upper bound itself is not allowed.</param>
    /// <param name="usual">Shown to who wrote another; by default one in the middle.</param>
    public static SettingType<double> Double(
        double min = double.NegativeInfinity, double max = double.PositiveInfinity, bool aboveMin = false, bool belowMax = false,
        double? usual = null)
    {
        var low = double.IsFinite(min) ? Print(min) : null;
        var high = double.IsFinite(max) ? Print(max) : null;
        var range = (low, high) switch
        {
            (null, null) => "",
            (null, _) => belowMax ? $" below {high}" : $" of at most {high}",
            (_, null) => aboveMin ? $" above {low}" : $" of at least {low}",
            _ when !aboveMin && !belowMax => $" from {low} to {high}",
            _ => $" {(aboveMin ? "above" : "of at least")} {low} and {(belowMax ? "below" : "at most")} {high}",
        };
        var example = usual ?? (low is null ? high is null ? 0.5 : max - 1 : high is null ? min + 1 : min + (max - min) / 2);
        return Number($"a number{range}", Finite,
            aboveMin ? double.BitIncrement(min) : min, belowMax ? double.BitDecrement(max) : max, Print(example),
            $"{(aboveMin ? "above" : "at least")} {low}", $"{(belowMax ? "below" : "at most")} {high}");
    }

    /// <summary>A time with its unit, such as 200ms, 10s or "5 minutes"; bounds included, not negative unless they allow it.</summary>
    public static SettingType<TimeSpan> Duration(TimeSpan? min = null, TimeSpan? max = null)
    {
        var (least, most) = (min ?? TimeSpan.Zero, max ?? TimeSpan.MaxValue);
        var example = least > TimeSpan.Zero ? least : max ?? TimeSpan.FromSeconds(10);
        var range = Range(least, most, TimeSpan.Zero, TimeSpan.MaxValue, Durations.Print);
        return Number($"a duration{range} with its unit (ms, s, m, h, d)", Durations.Parse, least, most, Durations.Print(example),
            $"at least {Durations.Print(least)}", $"at most {Durations.Print(most)}");
    }

    /// <summary>One of a few words.</summary>
    public static SettingType<string> OneOf(params string[] words) => OneOf(words.ToDictionary(w => w));

    /// <summary>A member of an enumeration, its name written in lower case with hyphens: <c>CrossEntropy</c> is cross-entropy.</summary>
    public static SettingType<TEnum> OneOf<TEnum>() where TEnum : struct, Enum =>
        OneOf(Enum.GetValues<TEnum>().ToDictionary(v => WordStart().Replace(v.ToString(), "-").ToLowerInvariant()));

    /// <summary>A text with a grammar of its own. The parser's <see cref="FormatException"/> or <see cref="ArgumentException"/> is passed
    /// on in the error.</summary>
    public static SettingType<T> Parsed<T>(string expected, string example, Func<string, T> parse) =>
        new(expected, example, (value, faults) =>
        {
            if (Written(value) is { } text)
                try
                {
                    return parse(text);
                }
                catch (Exception fault) when (fault is FormatException or ArgumentException)
                {
                    faults.Add(value, expected, $": {Shown.Line(fault.Message)}");
                    return default;
                }

            faults.Add(value, expected, Remedy(faults, example));
            return default;
        });

    /// <summary>A list. Nothing else becomes a list by itself.</summary>
    public static SettingType<IReadOnlyList<T>> List<T>(SettingType<T> item, int atLeast = 0, int atMost = int.MaxValue)
    {
        var count = Range(atLeast, atMost, 0, int.MaxValue) is { Length: > 0 } range ? $" ({range.Trim()} items)" : "";
        var expected = $"a list{count}, each item {item.Expected}";
        return new(expected, $"[{item.Example}]", (value, faults) =>
        {
            if (value is HoconArray list && list.Items.Count >= atLeast && list.Items.Count <= atMost)
                return [.. list.Items.Select((v, i) => item.Read(v, faults.Item(i))!)];
            faults.Add(value, expected, value is HoconArray { Items.Count: var n } ? $"; it has {n}" : Remedy(faults, $"[{item.Example}]"));
            return null;
        });
    }

    /// <summary>A word that stands for a given value, or a value of another type: <c>Word("auto", 0, Int32(1, 64))</c>.</summary>
    public static SettingType<T> Word<T>(string word, T meaning, SettingType<T> other) =>
        new($"{word} or {other.Expected}", word, (value, faults) =>
        {
            var written = Written(value);
            if (written == word)
                return meaning;
            if (written is null || Spelling.Nearest(written, [word]) is null)
                return other.Read(value, faults.Or(word));
            faults.Or(word).Add(value, other.Expected, $"; did you mean {word}?");
            return default;
        });

    /// <summary>A list, or a value of another type that stands for one, as its shape tells.</summary>
    public static SettingType<IReadOnlyList<T>> ListOr<T>(SettingType<IReadOnlyList<T>> list, SettingType<IReadOnlyList<T>> other) =>
        new(other.Expected, list.Example, (value, faults) => value is HoconArray ? list.Read(value, faults) : other.Read(value, faults));

    [GeneratedRegex("(?<=.)(?=[A-Z])")]
    private static partial Regex WordStart();
}
