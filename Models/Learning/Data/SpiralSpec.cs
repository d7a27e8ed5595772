using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// The spiral of the dynamical-loss papers (arXiv 2102.03793): for class j of C, r = linspace(0, 1, N),
/// θ = linspace(2πj/C, 2πj/C + 2π·turns, N) + noise·N(0, 1), x = (r cos θ, r sin θ). All classes share the point r = 0,
/// so with 3 × 100 points no more than 298 of 300 can be right. Validation and test points redraw the angular noise.
/// </summary>
/// <param name="Points">Points a class, in each of the three splits.</param>
/// <param name="Noise">Standard deviation of the angle, radians.</param>
/// <param name="Once">All trainings of a recipe meet the same points, as in the papers; otherwise each draws its own.</param>
public sealed record SpiralSpec(int Classes = 3, int Points = 100, double Turns = 2, double Noise = 0.2, double LabelNoise = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Once = false) : DatasetSpec
{
    [JsonIgnore]
    public override int ClassCount => Classes;

    internal override IEnumerable<(string, string)> Problems()
    {
        if (Classes < 2) yield return ("classes", $"is {Classes}; at least 2 are needed");
        if (Points < 2) yield return ("points", $"is {Points}; at least 2 a class are needed");
        if (!(Noise >= 0 && double.IsFinite(Noise))) yield return ("noise", $"is {Noise}; it is a finite number ≥ 0");
        if (!double.IsFinite(Turns)) yield return ("turns", $"is {Turns}; it is a finite number");
        foreach (var p in Shares(LabelNoise)) yield return p;
        var most = Classes > Points ? ("classes", Classes) : ("points", Points);
        foreach (var p in Sizes(most, 3L * Points * Classes, null, 2)) yield return p;
    }
}
