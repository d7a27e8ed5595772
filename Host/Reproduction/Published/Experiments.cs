using LossActors.Host.Configuration;

namespace LossActors.Host.Reproduction.Published;

/// <summary>The experiments that <c>reproduce</c> knows.</summary>
public static class Experiments
{
    public static IReadOnlyList<IExperiment> All { get; } =
    [
        new Dynamical.DynamicalExperiment(),
        new Ngl.NglExperiment(),
        new Rooted.RootedExperiment(),
        new SoftAd.SoftAdExperiment(),
        new Coce.CoceExperiment(),
        new Ele.EleExperiment(),
    ];

    /// <exception cref="ConfigurationException">There is none of this name.</exception>
    public static IExperiment Find(string name) => All.FirstOrDefault(e => e.Name == name)
        ?? throw new ConfigurationException(
            "reproduce", $"knows no experiment '{name}'; there are: {string.Join(", ", All.Select(e => e.Name))}");
}
