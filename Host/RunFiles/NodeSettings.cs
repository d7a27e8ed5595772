using LossActors.FormerActors.Kernel;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.RunFiles;

/// <summary>The <c>node</c> block: what this process does in a cluster, and how long a silent one is waited for.</summary>
/// <param name="Patience">How long a node waits for a journal that is away when it starts.</param>
public sealed record NodeSettings(bool Actors, bool Devices, MembershipOptions Membership, TimeSpan Patience)
{
    public static NodeSettings Read(SettingsReader node)
    {
        var roles = node.Get("roles", Setting.List(Setting.OneOf("actors", "devices"), 1)) ?? [];
        var membership = new MembershipOptions
        {
            Lease = node.Get("lease", Setting.Duration(TimeSpan.FromSeconds(1))),
            Renewal = node.Get("renewal", Setting.Duration(TimeSpan.FromMilliseconds(100))),
            Poll = node.Get("poll", Setting.Duration(TimeSpan.FromMilliseconds(10))),
        };
        if (membership.Renewal > membership.Lease / 3) node.Refuse("renewal", "is more than a third of the lease; lower it");
        return new NodeSettings(
            roles.Contains("actors"), roles.Contains("devices"),
            membership with { Margin = membership.Lease / 5, Grace = membership.Lease / 7.5 },
            node.Get("patience", Setting.Duration(TimeSpan.Zero)));
    }
}
