using LossActors.FormerActors.Studies;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Host.RunFiles;

/// <summary>A run file whose <c>compare</c> block is meant, read and checked.</summary>
public sealed record StudyFile : FileSettings
{
    /// <summary>Keys, and beginnings of keys, that decide the trainings.</summary>
    static readonly string[] Decisive =
    [
        "run.seed", "compare.losses", "compare.networks", "compare.seeds", "compare.lr", "compare.tuning", "compare.curve", "compare.tail",
        "evaluation",
    ];

    /// <summary>What concerns searches alone.</summary>
    static readonly string[] Searching = ["evaluation.repeats", "evaluation.rungs", "evaluation.eta", "evaluation.proof"];

    StudyFile(FileSettings common, StudyPlan plan, Founding founding)
        : base(common) => (Plan, Founding) = (plan, founding);

    public StudyPlan Plan { get; }

    /// <summary>How the journal knows the comparison.</summary>
    public Founding Founding { get; }

    /// <exception cref="ConfigurationException">The file, or an override, does not read or does not make sense.</exception>
    /// <exception cref="DataSetException">The data, or a network's file, are not there.</exception>
    public static StudyFile Read(string path, IReadOnlyList<string> overrides) => Read(path, overrides, Read);

    static StudyFile Read(HoconObject root, SettingsReader settings)
    {
        settings.Accept(["data", "islands", "evolution", "run.births", "run.target", .. Searching]);
        var common = Read(settings);
        var evaluation = RecipeSettings.Read(settings.Section("evaluation"), settings.Get("run.seed", Setting.Int64(0)));
        var plan = CompareSettings.Read(settings, evaluation);
        var keys = Deciding(root, evaluation.Recipe, (key, _) => IsUnder(Decisive, key) && !IsUnder(Searching, key));
        foreach (var (i, network) in CompareSettings.Networks(plan).Index())
            if (network is TorchScriptSpec { Content: { } content }) keys[$"network.{i}.content"] = content;
        return new StudyFile(common, plan, new Founding(plan.Name, StudyLogic.Kind, StudyJson.Bytes(plan), keys));
    }
}
