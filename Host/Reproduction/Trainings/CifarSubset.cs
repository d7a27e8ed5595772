using LossActors.Learning.Data;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>CIFAR-10, or what of it lies in the data folder.</summary>
static class CifarSubset
{
    /// <param name="validation">Share of the training files' images that validates; what is left trains.</param>
    /// <exception cref="DataSetException">The files are missing or unreadable.</exception>
    public static CifarSpec Of(ExperimentForm form, double validation, Corruption? corruption = null)
    {
        const string Folder = "cifar-10-batches-bin";
        var path = form.DataFolder is { } data ? Path.Combine(data, Folder) : Folder;
        return (CifarSpec)new CifarSpec(path, Validation: validation) { Corruption = corruption }.Pinned();
    }
}
