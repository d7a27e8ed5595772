using System.Globalization;
using System.Numerics;
using LossActors.Host.Configuration.Hocon;

namespace LossActors.Host.Configuration.Settings;

public static partial class Setting
{
    static SettingType<string> Scalar(string expected, string example, Func<string, string?> read) =>
        new(expected, example, (value, faults) =>
        {
            if (Written(value) is { } text && read(text) is { } result)
                return result;
            faults.Add(value, expected, Remedy(faults, example));
            return null;
        });

    static SettingType<T> Scalar<T>(string expected, string example, Func<string, T?> read) where T : struct =>
        new(expected, example, (value, faults) =>
        {
            if (Written(value) is { } text && read(text) is { } result)
                return result;
            faults.Add(value, expected, Remedy(faults, example));
            return default;
        });

    static SettingType<T> Number<T>(string expected, Func<string, T?> read, T min, T max, string example, string raise, string lower)
        where T : struct, IComparable<T> =>
        new(expected, example, (value, faults) =>
        {
            if (Written(value) is not { } text || read(text) is not { } number)
                faults.Add(value, expected, Remedy(faults, example));
            else if (number.CompareTo(min) < 0)
                faults.Add(value, expected, $"; raise it to {raise}");
            else if (number.CompareTo(max) > 0)
                faults.Add(value, expected, $"; lower it to {lower}");
            else
                return number;
            return default;
        });

    static SettingType<T> OneOf<T>(IReadOnlyDictionary<string, T> words)
    {
        var expected = words.Count == 1 ? words.Keys.First() : $"one of {string.Join(", ", words.Keys)}";
        return new(expected, words.Keys.First(), (value, faults) =>
        {
            if (Written(value) is { } text && words.TryGetValue(text, out var meaning))
                return meaning;
            var near = Spelling.Nearest(Written(value) ?? "", words.Keys);
            faults.Add(value, expected, near is null ? Remedy(faults, words.Keys.First()) : $"; did you mean {near}?");
            return default;
        });
    }

    static string? Written(HoconValue value) => value is HoconScalar { Kind: not HoconScalarKind.Null } scalar ? scalar.Text : null;

    static string Remedy(SettingFaults faults, string example) => $"; write for example {faults.LastKey} = {example}";

    static T? Whole<T>(string text) where T : struct, IBinaryInteger<T>
    {
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        // 1e6 and 60.0 are whole numbers too, as far as a double holds them exactly.
        return Finite(text) is { } number && double.IsInteger(number) && Math.Abs(number) <= 1L << 53
            && double.CreateChecked(T.CreateSaturating(number)) == number
            ? T.CreateSaturating(number)
            : null;
    }

    static double? Finite(string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    static T Example<T>(T min, T max) where T : INumber<T> => min > T.Zero ? min : max < T.One ? max : T.One;

    static string Range<T>(T min, T max, T least, T most, Func<T, string>? print = null) where T : IComparable<T>
    {
        print ??= value => $"{value}";
        return (min.CompareTo(least) > 0, max.CompareTo(most) < 0) switch
        {
            (true, true) => $" from {print(min)} to {print(max)}",
            (true, false) => $" of at least {print(min)}",
            (false, true) => least.CompareTo(default!) == 0 ? $" from {print(least)} to {print(max)}" : $" of at most {print(max)}",
            _ => "",
        };
    }

    static string Print(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
