using System.Text.RegularExpressions;

namespace LossActors.Learning.Data.Structured;

/// <summary>
/// Words as tokens: runs of letters and digits in lower case, those that hyphens join as one word, such as <c>3-oxo-delta</c>, which falls
/// apart where it is too seldom to be known.
/// </summary>
sealed partial class Words
{
    readonly Tokens known;

    Words(Tokens known) => this.known = known;

    /// <summary>The known words and one for all others.</summary>
    public int Vocabulary => known.Count + 1;

    /// <param name="texts">To learn from.</param>
    /// <param name="leastCount">So often a word must occur to be known.</param>
    public static Words Of(IEnumerable<string> texts, int leastCount)
    {
        var (whole, parts) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var word in texts.SelectMany(Whole)) whole[word] = whole.GetValueOrDefault(word) + 1;
        // What is known whole is never read in parts.
        foreach (var (word, count) in whole.Where(w => w.Value < leastCount))
            foreach (var part in word.Split('-')) parts[part] = parts.GetValueOrDefault(part) + count;
        foreach (var (part, count) in parts) whole[part] = Math.Max(whole.GetValueOrDefault(part), count);
        return new(new([.. whole.Where(w => w.Value >= leastCount).Select(w => w.Key).Order(StringComparer.Ordinal)]));
    }

    public IEnumerable<int> Read(string text)
    {
        foreach (var word in Whole(text))
        {
            if (known.Number(word) is { } number) yield return number;
            else
                foreach (var part in word.Split('-')) yield return known.Number(part) ?? Vocabulary;
        }
    }

    public bool IsKnown(int token) => token < Vocabulary;

    static IEnumerable<string> Whole(string text) => Word().Matches(text.ToLowerInvariant()).Select(m => m.Value);

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*")]
    private static partial Regex Word();
}
