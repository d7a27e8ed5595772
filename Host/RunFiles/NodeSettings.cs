using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.RunFiles;

/// <summary>The <c>node</c> block: what this process does in a cluster, and where others reach it.</summary>
/// <param name="Host">Address on which it listens.</param>
/// <param name="Port">0: any that is free.</param>
/// <param name="PublicHost">Address under which others reach it, where that is another; null: the same.</param>
/// <param name="Patience">How long a node waits for a journal that is away when it starts.</param>
public sealed record NodeSettings(bool Actors, bool Devices, string Host, int Port, string? PublicHost, TimeSpan Patience)
{
    public static NodeSettings Read(SettingsReader node)
    {
        var roles = node.Get("roles", Setting.List(Setting.OneOf("actors", "devices"), 1)) ?? [];
        return new NodeSettings(
            roles.Contains("actors"), roles.Contains("devices"), node.Get("host", Setting.Name), node.Get("port", Setting.Int32(0, 65535)),
            node.Has("public-host") ? node.Get("public-host", Setting.Name) : null, node.Get("patience", Setting.Duration(TimeSpan.Zero)));
    }
}
