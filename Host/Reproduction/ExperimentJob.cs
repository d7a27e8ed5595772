namespace LossActors.Host.Reproduction;

/// <summary>A pure function of the values in its key. Jobs of an experiment run side by side, each on one thread.</summary>
/// <param name="Key">
/// Unique in its experiment and readable, such as <c>width=50 A=10 seed=3 steps=70000</c>: everything that the result depends on, the
/// data's content hash included.
/// </param>
/// <param name="Run">Gives the result as canonical JSON; throws <see cref="OperationCanceledException"/> when it is told to stop.</param>
public sealed record ExperimentJob(string Key, Func<CancellationToken, string> Run)
{
    /// <summary>A job whose result is a record of numbers, texts and lists.</summary>
    public static ExperimentJob Of<T>(string key, Func<CancellationToken, T> run) => new(key, stop => ExperimentJson.Write(run(stop)));
}
