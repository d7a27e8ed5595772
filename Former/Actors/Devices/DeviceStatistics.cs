namespace LossActors.FormerActors.Devices;

/// <summary>What a device has done since it started, in this process.</summary>
/// <param name="Busy">Lanes that train at this moment.</param>
/// <param name="TrainingSeconds">Wall time of all trainings, lanes added up.</param>
/// <param name="Audited">Evaluations trained a second time.</param>
/// <param name="Nondeterministic">Second results that differed from the first.</param>
public sealed record DeviceStatistics(int Busy, long Evaluations, double TrainingSeconds, long Audited, long Nondeterministic);
