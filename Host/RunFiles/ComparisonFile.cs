using LossActors.Actors.Comparisons;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.RunFiles;

/// <summary>A run file whose <c>compare</c> block is meant, read and checked.</summary>
public sealed record ComparisonFile(
    ComparisonPlan Plan, string Journal, NodeSettings Node, DeviceSettings Devices, LogSettings Log, TimeSpan? Time, ArithmeticMode Arithmetic, Founding Founding)
{
    /// <summary>Keys, and beginnings of keys, that decide the trainings.</summary>
    static readonly string[] Deciding =
    [
        "run.seed", "compare.losses", "compare.networks", "compare.seeds", "compare.lr", "compare.tuning", "compare.curve", "compare.tail", "evaluation",
    ];

    /// <summary>What concerns searches alone.</summary>
    static readonly string[] Searching = ["evaluation.repeats", "evaluation.rungs", "evaluation.eta", "evaluation.proof"];

    /// <exception cref="ConfigurationException">The file, or an override, does not read or does not make sense.</exception>
    /// <exception cref="DataSetException">The data, or a network's file, are not there.</exception>
    public static ComparisonFile Read(string path, IReadOnlyList<string> overrides)
    {
        var root = HoconReader.ReadFile(path, new HoconOptions { Overrides = overrides, Defaults = ["reference.conf"] });
        return SettingsReader.Read(root, settings => Read(root, settings));
    }

    static ComparisonFile Read(HoconObject root, SettingsReader settings)
    {
        settings.Accept(["data", "islands", "evolution", "run.births", "run.target", .. Searching]);
        var arithmetic = settings.Get("evaluation.arithmetic", Setting.OneOf<ArithmeticMode>());
        // Reading a TorchScript network loads libtorch, which then chooses its instruction sets.
        if (arithmetic == ArithmeticMode.Portable) ArithmeticClass.PinPortable();
        var evaluation = RecipeSettings.Read(settings.Section("evaluation"), settings.Get("run.seed", Setting.Int64(0)));
        var plan = CompareSettings.Read(settings, evaluation);
        var places = RunFile.Places(evaluation.Recipe).ToHashSet(StringComparer.Ordinal);
        var keys = root.Flatten()
            .Where(k => Deciding.Any(d => IsUnder(k.Key, d)) && !Searching.Any(s => IsUnder(k.Key, s)) && !places.Contains(k.Key))
            .ToDictionary(k => k.Key, k => k.Value);
        keys["evaluation.dataset.content"] = RunFile.Content(evaluation.Recipe.Dataset);
        foreach (var (i, network) in CompareSettings.Networks(plan).Index())
            if (network is TorchScriptSpec { Content: { } content }) keys[$"network.{i}.content"] = content;
        return new ComparisonFile(
            plan, settings.Get("journal", Setting.Name), NodeSettings.Read(settings.Section("node")), DeviceSettings.Read(settings.Section("devices")),
            LogSettings.Read(settings.Section("log")), settings.Find("run.time", Setting.Duration(TimeSpan.FromSeconds(1))), arithmetic,
            new Founding(plan.Name, ComparisonLogic.Kind, StudyJson.Bytes(plan), keys));
    }

    static bool IsUnder(string key, string start) => key == start || key.StartsWith(start + ".", StringComparison.Ordinal);
}
