using System.Globalization;

namespace LossActors.Host.Output;

/// <summary>Learning rates for people.</summary>
static class RateText
{
    public static string Of(double rate) =>
        rate.ToString(rate is >= 1e-5 and < 1e9 ? "0.######" : "0.######E+0", CultureInfo.InvariantCulture);
}
