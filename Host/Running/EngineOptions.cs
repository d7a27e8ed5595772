
using LossActors.FormerPersistence;

namespace LossActors.Host.Running;

/// <param name="OnlyRun">The one run to work for, or null for all of the journal.</param>
/// <param name="HostsActors">Whether this process takes islands and runs, or only trains.</param>
sealed record EngineOptions(MembershipOptions Membership, RunId? OnlyRun, bool HostsActors)
{
    public bool Serves(RunId run) => OnlyRun is null || OnlyRun == run;
}
