using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>Right answers out of so many.</summary>
public readonly record struct Tally(int Correct, int Total)
{
    [JsonIgnore]
    public double Accuracy => (double)Correct / Total;

    [JsonIgnore]
    public double ErrorRate => (double)(Total - Correct) / Total;

    public static Tally operator +(Tally a, Tally b) => new(a.Correct + b.Correct, a.Total + b.Total);
}
