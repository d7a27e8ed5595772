using LossActors.Actors.Kernel;
using LossActors.Persistence;

namespace LossActors.Host.Running;

/// <param name="OnlyRun">The one run to work for, or null for all of the journal.</param>
sealed record EngineOptions(MembershipOptions Membership, RunId? OnlyRun)
{
    public bool Serves(RunId run) => OnlyRun is null || OnlyRun == run;
}
