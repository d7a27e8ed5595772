namespace LossActors.Learning.Data;

/// <summary>Texts as numbers of tokens: [length], 0 after a text's end.</summary>
sealed class TokenPool : SamplePool
{
    readonly float[] tokens;

    TokenPool(InputShape shape, float[] tokens, int testStart)
        : base(shape, StructuredSpec.OneClass, new int[tokens.Length / shape.Size], testStart) => this.tokens = tokens;

    /// <param name="texts">Tokens from 1 to <paramref name="vocabulary"/>.</param>
    /// <param name="outputs">What belongs to them.</param>
    public static TokenPool Of(IReadOnlyList<int[]> texts, int vocabulary, int testStart, StructuredOutputs outputs)
    {
        var length = texts.Max(t => t.Length);
        var tokens = new float[texts.Count * length];
        for (var i = 0; i < texts.Count; i++)
            for (var k = 0; k < texts[i].Length; k++) tokens[i * length + k] = texts[i][k];
        return new(new(length, 1, 1, vocabulary), tokens, testStart) { Outputs = outputs };
    }

    public override Inputs Normalised(List<int> training, Normalisation normalisation) => new FloatInputs(tokens, Shape);
}
