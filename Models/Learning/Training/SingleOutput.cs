namespace LossActors.Learning.Training;

static class SingleOutput
{
    /// <summary>z → (z, 0).</summary>
    /// <param name="outputs">
    /// [batch]; may be the second half of <paramref name="logits"/>, as what is read was not yet written over.
    /// </param>
    /// <param name="logits">[batch, 2]</param>
    public static void Widen(ReadOnlySpan<float> outputs, Span<float> logits)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            logits[2 * i] = outputs[i];
            logits[2 * i + 1] = 0;
        }
    }
}
