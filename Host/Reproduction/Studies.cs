using LossActors.Host.Configuration;

namespace LossActors.Host.Reproduction;

/// <summary>The studies that <c>reproduce</c> knows.</summary>
public static class Studies
{
    public static IReadOnlyList<IStudy> All { get; } =
        [new Dynamical.DynamicalStudy(), new Ngl.NglStudy(), new Rooted.RootedStudy(), new SoftAd.SoftAdStudy(), new Coce.CoceStudy()];

    /// <exception cref="ConfigurationException">There is none of this name.</exception>
    public static IStudy Find(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new ConfigurationException(new Origin("reproduce", 0, 0), $"knows no study '{name}'; there are: {string.Join(", ", All.Select(s => s.Name))}");
}
