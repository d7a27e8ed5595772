namespace LossActors.Learning.Structured;

/// <summary>
/// Decoding by projected gradient ascent of ⟨h(x), ψ(y)⟩ over relaxed structures, then rounding; studies do it after the training, beside
/// the choice among candidates. Step size, schedule, starts and relaxation are ours: the paper's are not known.
/// </summary>
/// <param name="Samples">Test samples that are decoded, at most.</param>
/// <param name="Starts">The best candidates that it starts from, with noise.</param>
/// <param name="RandomStarts">Starts more, from shares drawn at random: what the candidates cannot say.</param>
/// <param name="Steps">Of gradient, from each start.</param>
/// <param name="Rate">Length of a step, in units of an entry; it falls to 0 along half a cosine.</param>
/// <param name="Noise">Standard deviation of what is added to the entries of a start.</param>
/// <param name="Repair">Whether bonds that no valence allows are taken out of a molecule after rounding.</param>
public sealed record DecodingSpec(
    int Samples = 200, int Starts = 4, int RandomStarts = 4, int Steps = 40, double Rate = 0.2, double Noise = 0.1,
    bool Repair = true)
{
    internal IEnumerable<(string Key, string Problem)> Problems()
    {
        if (Samples < 1) yield return ("samples", $"is {Samples}; at least 1 is needed");
        if (Starts is < 0 or > 100) yield return ("starts", $"is {Starts}; it is 0 to 100");
        if (RandomStarts is < 0 or > 100) yield return ("random-starts", $"is {RandomStarts}; it is 0 to 100");
        if (Starts + RandomStarts == 0) yield return ("starts", "is 0, and so is random-starts; at least one of them is needed");
        if (Steps is < 1 or > 10_000) yield return ("steps", $"is {Steps}; it is 1 to 10000");
        if (!(Rate > 0 && double.IsFinite(Rate))) yield return ("rate", $"is {Rate}; it is above 0");
        if (!(Noise >= 0 && Noise <= 10)) yield return ("noise", $"is {Noise}; it is 0 to 10");
    }
}
