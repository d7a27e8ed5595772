using System.Text.Json;

namespace LossActors.Host.Reproduction;

/// <summary>A line of the jobs file.</summary>
/// <param name="Key">Content key: see <see cref="StudyRunner.ContentKey"/>.</param>
/// <param name="Job">The job's own key, for readers.</param>
/// <param name="Seconds">It took on its lane.</param>
sealed record FinishedJob(string Key, string Study, string Job, double Seconds, JsonElement Result);
