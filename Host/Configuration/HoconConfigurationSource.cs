using LossActors.Host.Configuration.Hocon;
using Microsoft.Extensions.Configuration;

namespace LossActors.Host.Configuration;

/// <summary>Gives a read configuration to <c>Microsoft.Extensions.Configuration</c>: keys joined by colons, list items by their
/// index.</summary>
public sealed class HoconConfigurationSource(HoconObject root) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new HoconConfigurationProvider(root);
}
