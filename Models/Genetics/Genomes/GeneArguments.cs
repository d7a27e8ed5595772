using LossActors.Genetics.Expressions;

namespace LossActors.Genetics.Genomes;

/// <summary>
/// The bracket of a wrapper or a named loss: numbers, words (with brackets of their own) and key=value pairs, taken one by one.
/// </summary>
sealed class GeneArguments
{
    sealed record Argument(string? Key, double? Number, string? Word, GeneArguments? Inner, int Position);

    readonly Tokens tokens;
    readonly string owner;
    readonly int position;
    readonly List<Argument> left = [];

    GeneArguments(Tokens tokens, string owner, int position)
    {
        this.tokens = tokens;
        this.owner = owner;
        this.position = position;
    }

    /// <summary>Reads the bracket if one follows.</summary>
    public static GeneArguments Read(Tokens tokens, string owner, int position)
    {
        var arguments = new GeneArguments(tokens, owner, position);
        if (!tokens.Take('(')) return arguments;
        if (tokens.Take(')')) return arguments;
        do
        {
            arguments.left.Add(ReadOne(tokens));
        }
        while (tokens.Take(','));
        tokens.Expect(')', $"after the arguments of {owner}");
        return arguments;
    }

    static Argument ReadOne(Tokens tokens)
    {
        var at = tokens.Position;
        if (tokens.Kind != 'a') return new(null, ReadNumber(tokens), null, null, at);
        var word = tokens.Name;
        tokens.Advance();
        if (!tokens.Take('=')) return new(null, null, word, Read(tokens, word, at), at);
        if (tokens.Kind != 'a') return new(word, ReadNumber(tokens), null, null, at);
        var value = tokens.Name;
        tokens.Advance();
        return new(word, null, value, null, at);
    }

    static double ReadNumber(Tokens tokens)
    {
        var sign = tokens.Take('-') ? -1 : 1;
        if (tokens.Kind != '0') throw tokens.Error($"expected a number or a word, found {tokens.Found}");
        var number = tokens.Number;
        tokens.Advance();
        return sign * number;
    }

    /// <summary>Whether no bare word stands in the bracket.</summary>
    public bool AreNumbers => left.TrueForAll(a => a.Number is not null);

    /// <summary>The next number in the bracket, or the one given as what=number.</summary>
    public double Number(string what) =>
        TakeNumber(what) ?? throw tokens.ErrorAt(position, $"{owner} needs its {what}, a number");

    public double Number(string what, double otherwise) => TakeNumber(what) ?? otherwise;

    /// <summary>A whole number.</summary>
    public int Whole(string what, int? otherwise = null)
    {
        var number = otherwise is { } fallback ? Number(what, fallback) : Number(what);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw tokens.ErrorAt(position, $"the {what} of {owner} must be a whole number, not {Printer.Number(number)}");
    }

    /// <summary>Whether the bare word is there.</summary>
    public bool Flag(string word) => left.RemoveAll(a => a.Key is null && a.Word == word) > 0;

    /// <summary>The word of key=word: its place among the allowed ones, 0 if the key is not there.</summary>
    public int Choice(string key, params ReadOnlySpan<string> allowed)
    {
        var found = left.Find(a => a.Key == key);
        if (found is null) return 0;
        left.Remove(found);
        var word = found.Number is { } number ? Printer.Number(number) : found.Word!;
        var at = allowed.IndexOf(word);
        return at >= 0
            ? at
            : throw tokens.ErrorAt(found.Position, $"{key} must be one of {string.Join(", ", allowed.ToArray())}, not {word}");
    }

    /// <summary>The next bare word and its bracket.</summary>
    public (string Word, GeneArguments Arguments) Word(string what)
    {
        var found = left.Find(a => a.Key is null && a.Word is not null)
            ?? throw tokens.ErrorAt(position, $"{owner} needs its {what}");
        left.Remove(found);
        return (found.Word!, found.Inner!);
    }

    /// <summary>Refuses what nobody took.</summary>
    public void Finish(params ReadOnlySpan<string> known)
    {
        if (left.Count == 0) return;
        var extra = left[0];
        var name = extra.Key ?? extra.Word;
        throw tokens.ErrorAt(extra.Position, name is null
            ? $"{owner} has one number too many"
            : $"{owner} knows no \"{name}\"{Spelling.DidYouMean(name, known.ToArray())}");
    }

    public ExpressionException Error(string problem) => tokens.ErrorAt(position, problem);

    double? TakeNumber(string what)
    {
        var found = left.Find(a => a.Number is not null && (a.Key is null || a.Key == what));
        if (found is not null) left.Remove(found);
        return found?.Number;
    }
}
