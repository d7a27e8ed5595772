namespace LossActors.Structures.Tables;

/// <summary>What a sentence shows of a file's texts.</summary>
public static class Excerpt
{
    /// <summary>Characters of a name or text.</summary>
    const int MostShown = 40;

    const int MostListed = 20;

    /// <summary>A long text is cut.</summary>
    public static string Of(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";

    /// <summary>The first of them.</summary>
    public static string List(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(MostListed).Select(Of)) + (texts.Count > MostListed ? " …" : "");
}
