namespace LossActors.FormerActors.Kernel;

/// <summary>How long a silent node is waited for.</summary>
public sealed record MembershipOptions
{
    /// <summary>
    /// A node that has not renewed for this long may be declared dead. Longer: fewer false deaths; shorter: faster failover.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between two renewals, at most a third of the lease.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much earlier than the store a node stops relying on its own lease.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long after a lease ran out the node is declared dead.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time between two looks for askers that were never told.</summary>
    public TimeSpan Audit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time between two looks at the store when no hint comes.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);
}
