namespace LossActors.FormerPersistence;

/// <summary>How the states are spelled in the database: words, for people who look into it.</summary>
static class Words
{
    public static string Of<T>(T state)
        where T : struct, Enum => state.ToString().ToLowerInvariant();

    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
