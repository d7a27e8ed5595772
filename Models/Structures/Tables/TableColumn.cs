using System.Globalization;

namespace LossActors.Structures.Tables;

/// <param name="Values">What its cells can be, or null where they are numbers.</param>
sealed record TableColumn(string Name, IReadOnlyList<string>? Values = null)
{
    /// <summary>What a cell's number stands for: itself, or a value's index.</summary>
    public string Text(float cell) => Values is null ? cell.ToString("R", CultureInfo.InvariantCulture) : Values[(int)cell];

    /// <summary>
    /// As inputs, each a name and what a cell makes of it: a number is one, and so is a value where all are numbers; else there is one for
    /// each value, 1 where the cell has it.
    /// </summary>
    public IEnumerable<(string Name, Func<float, float> Of)> AsInputs()
    {
        if (Values is null) return [(Name, cell => cell)];
        var numbers = new float[Values.Count];
        for (var i = 0; i < numbers.Length; i++)
            if (!TryNumber(Values[i], out numbers[i])) return Values.Select((v, k) => ($"{Name}={v}", IsValue(k)));
        return [(Name, cell => numbers[(int)cell])];
    }

    /// <summary>A finite number as a C program writes it.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out float number) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);

    static Func<float, float> IsValue(int index) => cell => cell == index ? 1 : 0;
}
