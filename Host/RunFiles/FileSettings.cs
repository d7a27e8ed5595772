using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.RunFiles;

/// <summary>What a file says whichever of its blocks is meant: where its journal is, how long to work, and how this machine does.</summary>
/// <param name="Time">After which work stops; null: never.</param>
public record FileSettings(string Journal, MachineSettings Machine, TimeSpan? Time)
{
    internal const string Defaults = "reference.conf";

    /// <summary>Keys that only a search has.</summary>
    static readonly string[] Searching = ["run.births", "run.target", "run.stall", "islands", "evolution"];

    /// <summary>
    /// What a file is for: a comparison where it says anything of its own below <c>compare</c>, and a search where it says nothing there,
    /// or anything of keys that only a search has.
    /// </summary>
    /// <exception cref="ConfigurationException">The file, or an override, does not read.</exception>
    public static (bool Search, bool Comparison) Uses(string path, IReadOnlyList<string> overrides)
    {
        var root = Root(path, overrides);
        return (Comparison(root) is null, Compared(root) is not null);
    }

    /// <summary>Whether a file is for a search and for a comparison.</summary>
    internal static bool IsForBoth(HoconObject root) => Compared(root) is not null && Comparison(root) is null;

    /// <summary>The first key below <c>compare</c> of a file that is for a comparison alone; else null.</summary>
    internal static HoconField? Comparison(HoconObject root)
    {
        return Searching.Any(IsSaid) ? null : Compared(root);

        bool IsSaid(string key)
        {
            HoconField? field = null;
            foreach (var part in key.Split('.')) field = (field is null ? root : field.Value as HoconObject)?.Field(part);
            return field is not null && IsOwn(field);
        }
    }

    static HoconField? Compared(HoconObject root) => (root.Field("compare")?.Value as HoconObject)?.Fields.FirstOrDefault(IsOwn);

    /// <summary>Whether anything of a field is said elsewhere than in the defaults.</summary>
    internal static bool IsOwn(HoconField field) => field.Value is HoconObject { Fields.Count: > 0 } inner
        ? inner.Fields.Any(IsOwn)
        : Path.GetFileName(field.Value.Origin.File) != Defaults;

    /// <exception cref="ConfigurationException">The file, or an override, does not read or does not make sense.</exception>
    internal static T Read<T>(string path, IReadOnlyList<string> overrides, Func<HoconObject, SettingsReader, T> read)
    {
        var root = Root(path, overrides);
        return SettingsReader.Read(root, settings => read(root, settings), IsOwn);
    }

    static HoconObject Root(string path, IReadOnlyList<string> overrides) =>
        HoconReader.ReadFile(path, new HoconOptions { Overrides = overrides, Defaults = [Defaults] });

    /// <summary>To be called before the recipe is read, so that portable arithmetic is pinned in time.</summary>
    internal static FileSettings Common(HoconObject root, SettingsReader settings)
    {
        var arithmetic = settings.Get("evaluation.arithmetic", Setting.OneOf<ArithmeticMode>());
        // Reading a TorchScript network loads libtorch, which then chooses its instruction sets.
        if (arithmetic == ArithmeticMode.Portable) ArithmeticClass.PinPortable();
        return new(
            settings.Get("journal", Setting.Name),
            MachineSettings.Read(root, settings, arithmetic),
            settings.Find("run.time", Setting.Duration(TimeSpan.FromSeconds(1))));
    }

    /// <summary>The keys that decide, with their values: not where data lie, but the hash of what they are.</summary>
    internal static Dictionary<string, string> Deciding(HoconObject root, Recipe recipe, Func<string, bool> decides)
    {
        var places = Places(recipe).ToHashSet(StringComparer.Ordinal);
        var keys = root.Flatten().Where(k => !places.Contains(k.Key) && decides(k.Key)).ToDictionary(k => k.Key, k => k.Value);
        keys["evaluation.dataset.content"] = (recipe.Dataset as PooledSpec)?.Content ?? "generated";
        return keys;
    }

    /// <summary>The folder of the file that the user named, whole: in it relative paths of data are looked for last.</summary>
    internal static string FolderOf(HoconObject root) => Path.GetDirectoryName(Path.GetFullPath(root.Origin.File))!;

    /// <summary>Whether a key is one of these, or below one.</summary>
    internal static bool IsUnder(IEnumerable<string> starts, string key) =>
        starts.Any(start => key == start || key.StartsWith(start + ".", StringComparison.Ordinal));

    static IEnumerable<string> Places(Recipe recipe)
    {
        var data = recipe.Dataset.PlaceKeys.Select(key => $"evaluation.dataset.{key}");
        return recipe.Network is TorchScriptSpec ? data.Append("evaluation.network.path") : data;
    }
}

public enum ArithmeticMode
{
    Same,
    Portable,
    Any,
}
