using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction;

/// <summary>An evaluation of an experiment, and what the experiment makes of its result.</summary>
/// <param name="Key">
/// Unique in its experiment and readable, such as <c>width=50 A=10 seed=3 steps=70000</c>: by it the report finds the result.
/// </param>
/// <param name="Request">All that the result depends on, the data's content hash included.</param>
/// <param name="Tell">What the report needs of the result, as canonical JSON.</param>
public sealed record ExperimentJob(string Key, EvaluationRequest Request, Func<EvaluationResult, string> Tell)
{
    /// <summary>A job whose result is told by a record of numbers, texts and lists.</summary>
    public static ExperimentJob Of<T>(string key, EvaluationRequest request, Func<EvaluationResult, T> tell) =>
        new(key, request, result => ExperimentJson.Write(tell(result)));

    /// <summary>A job of a <see cref="Demonstration"/>, whose figures are what the report needs.</summary>
    public static ExperimentJob OfDemonstration(string key, EvaluationRequest request) => new(key, request, result =>
        result is Demonstrated shown ? shown.Figures.GetRawText() : throw new FormatException($"The job '{key}' shows nothing: {result}"));
}
