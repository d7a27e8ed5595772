using LossActors.Genetics.Genomes;
using LossActors.Learning.Structured;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>A way to train on structures.</summary>
/// <param name="Loss">Text of the genome.</param>
/// <param name="Kind">Of the embedding.</param>
sealed record EleContender(string Name, EmbeddingKind Kind, string Loss = EleContender.Published)
{
    /// <summary>2 − 2⟨h, ψ⟩ up to a constant and a factor.</summary>
    public const string Published = "-y*s";

    public const string Learned = "learned (ELE)";
    public const string Random = "random encoder";
    public const string Kernel = "fixed kernel";
    public const string OneHot = "one-hot, squared error";
    public const string Edit = "edit distance by hand";
    public const string Contrast = "learned, InfoNCE";

    public static EleContender[] All { get; } =
    [
        new(Learned, EmbeddingKind.Learned),
        new(Contrast, EmbeddingKind.Learned, "ce"),
        new(Random, EmbeddingKind.Random),
        new(Kernel, EmbeddingKind.Kernel),
        new(OneHot, EmbeddingKind.OneHot),
        new(Edit, EmbeddingKind.Edit),
    ];

    public ExperimentJob Job(string part, Recipe recipe, ulong draw)
    {
        var structure = recipe.Structure!;
        var own = recipe with { Structure = structure with { Embedding = structure.Embedding with { Kind = Kind } } };
        var request = new EvaluationRequest(LossGenome.Parse(Loss).CanonicalText, own, 1, 0, new Study(draw, 2, 200));
        return ExperimentJob.Of($"{part} {Name} draw={draw} request={request.WorkKey("")[..16]}", request, EleFigures.Of);
    }
}
