using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>The recipes of the experiment.</summary>
static class EleData
{
    const string Molecules = "qm9/smiles.txt";

    static readonly string[] Texts = ["chebi-20/validation.txt", "chebi-20/test.txt"];

    /// <summary>Test molecules, and those that validate, as in arXiv 2406.09253.</summary>
    const int Tests = 2000, Validated = 500;

    /// <summary>SMILES to molecules.</summary>
    /// <param name="labelled">Molecules to train on, with their SMILES; the graphs of all others but those held back are known.</param>
    /// <param name="decoding">Null for the choice among candidates alone.</param>
    /// <exception cref="DataSetException">The file is missing or damaged.</exception>
    public static Recipe Qm9(
        ExperimentForm form, int labelled, CandidateSet candidates = CandidateSet.Known, DecodingSpec? decoding = null)
    {
        var whole = new MoleculesSpec(Below(form, Molecules));
        var count = DataDraw.From(whole.Pinned(), PairedSeed.ForSearch(1, 0)).Outputs!.Count;
        var (tests, validated) = form.Quick ? (Math.Min(300, count / 5), Math.Min(100, count / 10)) : (Tests, Validated);
        var spec = whole with
        {
            Validation = (double)validated / count, HeldBack = (double)tests / count,
            Labelled = Math.Min(labelled, count - tests - validated),
        };
        var steps = form.Quick ? 300 : Math.Clamp(labelled * 20 / 64, 500, 2500);
        return new(
            spec.Pinned(), form.Quick ? new TextCnnSpec(48, 2, 3) : new TextCnnSpec(96), Adam, 64, steps,
            Structure: new(Embedding(form), Candidates: candidates, Decoding: decoding));
    }

    /// <summary>Descriptions in words to SMILES, character by character: which of all molecules does a text describe?</summary>
    /// <exception cref="DataSetException">A file is missing or damaged.</exception>
    public static Recipe Descriptions(ExperimentForm form) => new(
        new DescriptionsSpec(string.Join('\n', Texts.Select(t => Below(form, t)))) { Validation = 0.1, HeldBack = 0.1 }.Pinned(),
        form.Quick ? new TextCnnSpec(48, 1, 3) : new TextCnnSpec(Depth: 1), Adam, form.Quick ? 64 : 128, form.Quick ? 100 : 1000,
        // Long sequences take long to encode.
        Structure: new(
            Embedding(form) with { Width = form.Quick ? 48 : 256, Steps = form.Quick ? 20 : 300, Batch = 64 },
            Temperature: 0.05, CandidateSet.All, StructureScoring.Exact));

    /// <summary>Made-up label sets.</summary>
    public static Recipe Sets(ExperimentForm form) => Table(form, new LabelSetsSpec());

    /// <summary>Made-up rankings.</summary>
    public static Recipe Rankings(ExperimentForm form) => Table(form, new RankingsSpec { Items = 6 });

    static Recipe Table(ExperimentForm form, TableSpec spec) => new(
        spec.Pinned(), new MlpSpec([128]), Adam, 64, form.Quick ? 400 : 1000, Structure: new(Embedding(form) with { Width = 64 }));

    static string Below(ExperimentForm form, string path) => form.DataFolder is { } data ? Path.Combine(data, path) : path;

    static AdamSpec Adam => new(1e-3) { LrSchedule = new CosineLr(0) };

    static EmbeddingSpec Embedding(ExperimentForm form) =>
        form.Quick ? new(Width: 48, Hidden: 32, Layers: 2, Steps: 300, Batch: 64) : new(Steps: 2000);
}
