namespace LossActors.Learning.Data;

/// <summary>Texts as numbers of tokens: [length], 0 after a text's end.</summary>
/// <param name="tokens">[samples, length]</param>
sealed class TokenPool(InputShape shape, float[] tokens, int testStart)
    : SamplePool(shape, ["all"], new int[tokens.Length / shape.Size], testStart)
{
    public override Inputs Normalised(List<int> training, Normalisation normalisation) => new FloatInputs(tokens, Shape);
}
