using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction;

/// <summary>
/// A published experiment: which jobs it takes, and what their results say beside the paper's. Both are pure, and the jobs are
/// known before the first of them runs, so an experiment that is interrupted goes on with those that are missing.
/// </summary>
public interface IExperiment
{
    /// <summary>As in <c>reproduce NAME</c>: lower case.</summary>
    string Name { get; }

    /// <summary>What is reproduced, of which paper; one line.</summary>
    string Summary { get; }

    /// <summary>
    /// Raise it when a report says something else of the same results. Jobs that compute something else are others by their requests; a
    /// demonstration that does needs another kind.
    /// </summary>
    int Version { get; }

    /// <summary>How long it takes on two cores.</summary>
    TimeSpan Estimate(ExperimentForm form);

    /// <summary>Most telling first: lanes take them in this order.</summary>
    /// <exception cref="Learning.Data.DataSetException">The data are not there.</exception>
    IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form);

    /// <summary>Whether <see cref="Report"/> can do with the results of a part of the jobs.</summary>
    bool ReportsUnfinished => false;

    /// <param name="results">
    /// Of all jobs, or of those that <see cref="ExperimentResults.Has"/> tells of where the experiment reports unfinished.
    /// </param>
    Report Report(ExperimentForm form, ExperimentResults results);
}

/// <param name="Quick">The short form: at most three minutes on two cores, the direction of the headline only.</param>
/// <param name="DataFolder">Where data sets lie, such as <c>cifar-10-batches-bin</c>; null if nobody said.</param>
public sealed record ExperimentForm(bool Quick, string? DataFolder = null);
