using LossActors.Learning.Structured;
using static LossActors.Host.Reproduction.Ele.EleContender;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>All that the experiment trains.</summary>
/// <param name="Molecules">QM9 with the most training pairs.</param>
/// <param name="Fewer">QM9 with fewer and fewer.</param>
/// <param name="Narrow">QM9 where answers are molecules of the training pairs: so few that a loss by hand is affordable.</param>
/// <param name="Decoded">The learned loss once more, with molecules found by projected gradient: beside all candidates, beside few.</param>
/// <param name="Retrieval">ChEBI-20.</param>
/// <param name="Tables">Made-up label sets and rankings.</param>
sealed record EleParts(
    ElePart Molecules, IReadOnlyList<ElePart> Fewer, ElePart Narrow, IReadOnlyList<ElePart> Decoded, ElePart Retrieval,
    IReadOnlyList<ElePart> Tables)
{
    const int MostLabels = 10_000, FewLabels = 1000;

    public IEnumerable<ElePart> All => [Retrieval, Molecules, .. Decoded, .. Fewer, Narrow, .. Tables];

    public static EleParts Of(ExperimentForm form) => form.Quick ? Quick(form) : Full(form);

    static EleParts Full(ExperimentForm form)
    {
        var decoding = new DecodingSpec(Samples: 300);
        string[] main = [Learned, EleContender.Random, OneHot, Spelled];
        string[] onTables = [Learned, Contrast, EleContender.Random, Kernel, OneHot, Edit];
        return new(
            new("molecules", EleData.Qm9(form, MostLabels), Named([.. main, Kernel]), Draws(6), 1000),
            [
                .. new[] { 100, FewLabels, 3000 }.Select(
                    n => new ElePart($"molecules {n}", EleData.Qm9(form, n), Named(main), Draws(2), 1000)),
            ],
            new(
                "narrow", EleData.Qm9(form, FewLabels, CandidateSet.Training), Named(Learned, Contrast, Kernel, OneHot, Edit), Draws(2),
                1000),
            [
                new("decoding", EleData.Qm9(form, MostLabels, decoding: decoding), Named(Learned), Draws(2), 0),
                new("narrow decoding", EleData.Qm9(form, FewLabels, CandidateSet.Training, decoding), Named(Learned), Draws(2), 0),
            ],
            new("retrieval", EleData.Descriptions(form), Named(Learned, Contrast, Kernel, KernelContrast), Draws(2), 1000),
            [
                new("label sets", EleData.Sets(form), Named(onTables), Draws(8), 1000),
                new("rankings", EleData.Rankings(form), Named(onTables), Draws(8), 1000),
            ]);
    }

    /// <summary>Minutes on two cores.</summary>
    static EleParts Quick(ExperimentForm form)
    {
        var decoding = new DecodingSpec(Samples: 30, Starts: 2, RandomStarts: 1, Steps: 15);
        return new(
            new("molecules", EleData.Qm9(form, 500), Named(Learned, EleContender.Random, OneHot), Draws(1), 200),
            [new("molecules 100", EleData.Qm9(form, 100), Named(Learned, EleContender.Random, OneHot), Draws(1), 0)],
            new("narrow", EleData.Qm9(form, 200, CandidateSet.Training), Named(Learned, Edit), Draws(1), 0),
            [new("decoding", EleData.Qm9(form, 200, CandidateSet.Training, decoding), Named(Learned), Draws(1), 0)],
            new("retrieval", EleData.Descriptions(form), Named(Kernel, KernelContrast), Draws(1), 0),
            [
                new("label sets", EleData.Sets(form), Named(Learned, OneHot), Draws(1), 0),
                new("rankings", EleData.Rankings(form), Named(Learned, OneHot), Draws(1), 0),
            ]);
    }

    static IReadOnlyList<ulong> Draws(int count) => [.. Enumerable.Range(1, count).Select(i => (ulong)i)];
}
