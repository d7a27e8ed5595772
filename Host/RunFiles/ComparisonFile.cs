using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Host.RunFiles;

/// <summary>A run file whose <c>compare</c> block is meant, read and checked.</summary>
public sealed record ComparisonFile : FileSettings
{
    /// <summary>Keys, and beginnings of keys, that decide the trainings.</summary>
    static readonly string[] Decisive =
    [
        "run.seed", "compare.losses", "compare.networks", "compare.seeds", "compare.lr", "compare.tuning", "compare.curve", "compare.tail",
        "evaluation",
    ];

    /// <summary>What concerns searches alone.</summary>
    static readonly string[] Searching = ["evaluation.repeats", "evaluation.rungs", "evaluation.eta", "evaluation.proof"];

    ComparisonFile(FileSettings common, ComparisonPlan plan, Founding founding)
        : base(common) => (Plan, Founding) = (plan, founding);

    public ComparisonPlan Plan { get; }

    /// <summary>What founds the comparison.</summary>
    public Founding Founding { get; }

    /// <exception cref="ConfigurationException">The file, or an override, does not read or does not make sense.</exception>
    /// <exception cref="DataSetException">The data, or a network's file, are not there.</exception>
    public static ComparisonFile Read(string path, IReadOnlyList<string> overrides) => Read(path, overrides, Read);

    static ComparisonFile Read(HoconObject root, SettingsReader settings)
    {
        settings.Accept(["data", "islands", "evolution", "run.births", "run.target", "run.stall", .. Searching]);
        var common = Common(root, settings);
        var evaluation = RecipeSettings.Read(settings.Section("evaluation"), FolderOf(root), settings.Get("run.seed", Setting.Int64(0)));
        var plan = CompareSettings.Read(settings, evaluation, FolderOf(root));
        // The file's search has the name in the same journal.
        if (IsForBoth(root)) plan = plan with { Name = $"{plan.Name}-compare" };
        var keys = Deciding(root, evaluation.Recipe, key => IsUnder(Decisive, key) && !IsUnder(Searching, key));
        foreach (var (i, network) in CompareSettings.Networks(plan).Index())
            if (network is TorchScriptSpec { Content: { } content }) keys[$"network.{i}.content"] = content;
        return new ComparisonFile(common, plan, new Founding(
            new ComparisonId(plan.Name), keys, Trained(plan), config => new FoundComparison(plan, config)));
    }

    static List<Entrant> Trained(ComparisonPlan plan) =>
    [
        .. plan.Entries.DistinctBy(e => e.Network).Select(e => Entrant.CrossEntropy(e.Trained.Recipe with { SharpDro = null })),
        .. plan.Entries.Select(e => e.Trained),
    ];
}
