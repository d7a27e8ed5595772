namespace LossActors.Learning.Training;

/// <summary>A value with one canonical JSON text, which is what is hashed, recorded and sent.</summary>
public interface ICanonical<TSelf>
    where TSelf : ICanonical<TSelf>
{
    string ToJson();

    /// <exception cref="FormatException">Not such a text.</exception>
    static abstract TSelf Parse(string json);
}
