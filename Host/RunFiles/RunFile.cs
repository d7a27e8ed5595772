using LossActors.Actors.Runs;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.RunFiles;

/// <summary>A run file, read and checked.</summary>
/// <param name="SearchKeys">The keys that decide the result, with their values, defaults included.</param>
public sealed record RunFile(
    RunPlan Plan, string Journal, NodeSettings Node, DeviceSettings Devices, LogSettings Log, TimeSpan? Time, ArithmeticMode Arithmetic,
    IReadOnlyDictionary<string, string> SearchKeys, HoconObject Root)
{
    /// <summary>Keys, and beginnings of keys, that decide the result of a run.</summary>
    static readonly string[] Deciding = ["run.seed", "run.births", "run.target", "islands", "evolution", "evaluation"];

    /// <summary>
    /// Keys that came when runs were on record already, with the value at which they change nothing: a run without them is the same.
    /// </summary>
    static readonly Dictionary<string, string> Newer = new() { ["evolution.genes"] = "[]" };

    /// <summary>Where the data and a network's file lie is not what they are: their content's hash stands for it.</summary>
    internal static IEnumerable<string> Places(Recipe recipe)
    {
        var data = recipe.Dataset.PlaceKeys.Select(key => $"evaluation.dataset.{key}");
        return recipe.Network is TorchScriptSpec ? data.Append("evaluation.network.path") : data;
    }

    internal static string Content(DatasetSpec dataset) => (dataset as PooledSpec)?.Content ?? "generated";

    /// <inheritdoc cref="Founding.Fingerprint"/>
    public string Fingerprint => Founding.Fingerprint;

    /// <summary>How the journal knows the search.</summary>
    public Founding Founding => new(Plan.Name, RunLogic.Kind, RunJson.Bytes(Plan), SearchKeys);

    /// <exception cref="ConfigurationException">The file, or an override, does not read or does not make sense.</exception>
    /// <exception cref="DataSetException">The data, or the network's file, are not there.</exception>
    public static RunFile Read(string path, IReadOnlyList<string> overrides)
    {
        var root = HoconReader.ReadFile(path, new HoconOptions { Overrides = overrides, Defaults = ["reference.conf"] });
        return SettingsReader.Read(root, settings => Read(root, settings));
    }

    static RunFile Read(HoconObject root, SettingsReader settings)
    {
        settings.Accept("data", "compare");
        var arithmetic = settings.Get("evaluation.arithmetic", Setting.OneOf<ArithmeticMode>());
        // Reading a TorchScript network loads libtorch, which then chooses its instruction sets.
        if (arithmetic == ArithmeticMode.Portable) ArithmeticClass.PinPortable();
        var recipe = RecipeSettings.Read(settings.Section("evaluation"), settings.Get("run.seed", Seed));
        var plan = PlanSettings.Read(settings, recipe);
        var places = Places(recipe.Recipe).ToHashSet(StringComparer.Ordinal);
        var keys = root.Flatten()
            .Where(k => Deciding.Any(d => k.Key == d || k.Key.StartsWith(d + ".", StringComparison.Ordinal)) && !places.Contains(k.Key) && Newer.GetValueOrDefault(k.Key) != k.Value)
            .Append(new("evaluation.dataset.content", Content(recipe.Recipe.Dataset)))
            .ToDictionary(k => k.Key, k => k.Value);
        if (recipe.Recipe.Network is TorchScriptSpec { Content: { } network }) keys["evaluation.network.content"] = network;
        return new RunFile(
            plan, settings.Get("journal", Setting.Name), NodeSettings.Read(settings.Section("node")), DeviceSettings.Read(settings.Section("devices")), LogSettings.Read(settings.Section("log")),
            settings.Find("run.time", Setting.Duration(TimeSpan.FromSeconds(1))), arithmetic, keys, root);
    }

    static SettingType<long> Seed { get; } = Setting.Int64(0);
}

public enum ArithmeticMode
{
    Same,
    Portable,
    Any,
}
