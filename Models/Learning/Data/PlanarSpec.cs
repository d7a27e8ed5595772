using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// Two classes in the plane, as the experiments of soft ascent-descent draw them (arXiv 2310.10006, appendix C). Every training draws its
/// own points from its paired seed. That half of the points of the Gaussians and of the spirals belong to each class is our reading.
/// </summary>
/// <param name="Points">Training points, and as many validation points with the same label noise; ≥ 4.</param>
/// <param name="TestPoints">Test points, with clean labels; ≥ 4.</param>
public abstract record PlanarSpec(int Points, double LabelNoise, int TestPoints) : DatasetSpec
{
    [JsonIgnore]
    public override int ClassCount => 2;

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        if (Points < 4) yield return ("points", $"is {Points}; at least 4 are needed");
        if (TestPoints < 4) yield return ("test-points", $"is {TestPoints}; at least 4 are needed");
        foreach (var p in Shares(LabelNoise)) yield return p;
        var most = TestPoints > Points ? ("test-points", TestPoints) : ("points", Points);
        foreach (var p in Sizes(most, 2L * Points + TestPoints, null, 2)) yield return p;
    }
}
