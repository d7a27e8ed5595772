using LossActors.Genetics.Genomes;
using LossActors.Learning.Structured;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>A way to train on structures.</summary>
/// <param name="Loss">Text of the genome.</param>
/// <param name="Kind">Of the embedding.</param>
/// <param name="Order">Of nodes in a one-hot graph.</param>
sealed record EleContender(
    string Name, EmbeddingKind Kind, string Loss = EleContender.Published, NodeOrder Order = NodeOrder.Canonical)
{
    /// <summary>2 − 2⟨h, ψ⟩ up to a constant and a factor.</summary>
    public const string Published = "-y*s";

    public const string Learned = "learned (ELE)";
    public const string Random = "random encoder";
    public const string Kernel = "fixed kernel";
    public const string OneHot = "one-hot, squared error";
    public const string Spelled = "one-hot, atoms as the SMILES spells them";
    public const string Edit = "edit distance by hand";
    public const string Contrast = "learned, InfoNCE";
    public const string KernelContrast = "fixed kernel, InfoNCE";

    public static EleContender[] All { get; } =
    [
        new(Learned, EmbeddingKind.Learned),
        new(Contrast, EmbeddingKind.Learned, "ce"),
        new(Random, EmbeddingKind.Random),
        new(Kernel, EmbeddingKind.Kernel),
        new(KernelContrast, EmbeddingKind.Kernel, "ce"),
        new(OneHot, EmbeddingKind.OneHot),
        new(Spelled, EmbeddingKind.OneHot, Order: NodeOrder.Written),
        new(Edit, EmbeddingKind.Edit),
    ];

    public static EleContender[] Named(params string[] names) => [.. All.Where(c => names.Contains(c.Name))];

    public ExperimentJob Job(string part, Recipe recipe, ulong draw)
    {
        var structure = recipe.Structure!;
        var own = recipe with { Structure = structure with { Embedding = structure.Embedding with { Kind = Kind, Order = Order } } };
        var request = new EvaluationRequest(LossGenome.Parse(Loss).CanonicalText, own, 1, 0, new Study(draw, 2, 200));
        return ExperimentJob.Of($"{part} {Name} draw={draw} request={request.WorkKey("")[..16]}", request, EleFigures.Of);
    }
}
