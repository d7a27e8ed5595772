using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Trials;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Host.RunFiles;

/// <summary>A run file, read and checked.</summary>
public sealed record RunFile : FileSettings
{
    /// <summary>Keys, and beginnings of keys, that decide the result of a run.</summary>
    static readonly string[] Decisive = ["run.seed", "run.births", "run.target", "run.stall", "islands", "evolution", "evaluation"];

    RunFile(FileSettings common, RunPlan plan, IReadOnlyDictionary<string, string> keys)
        : base(common) => (Plan, SearchKeys) = (plan, keys);

    public RunPlan Plan { get; }

    /// <summary>The keys that decide the result, with their values, defaults included.</summary>
    public IReadOnlyDictionary<string, string> SearchKeys { get; }

    /// <summary>What founds the search.</summary>
    /// <param name="steers">Steers of an earlier run that are repeated, by island.</param>
    public Founding Founding(ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> steers) =>
        new(new RunId(Plan.Name), SearchKeys, Trained, config => new FoundRun(Plan, config, steers));

    List<Entrant> Trained =>
    [
        Entrant.CrossEntropy(Plan.Islands.Recipe),
        .. Plan.Islands.Seeds.Select(seed => new Entrant(seed, seed, Plan.Islands.Recipe)),
        .. Plan.Proof.Baselines.Select(b => new Entrant(b.Name, b.Genome, Plan.Islands.Recipe)),
    ];

    /// <exception cref="ConfigurationException">The file, or an override, does not read or does not make sense.</exception>
    /// <exception cref="DataSetException">The data, or the network's file, are not there.</exception>
    public static RunFile Read(string path, IReadOnlyList<string> overrides) => Read(path, overrides, Read);

    /// <summary>As <see cref="Read(string, IReadOnlyList{string})"/>, to search: a file for a comparison alone is refused.</summary>
    /// <inheritdoc cref="Read(string, IReadOnlyList{string})" path="/exception"/>
    public static RunFile ReadToSearch(string path, IReadOnlyList<string> overrides) => Read(path, overrides, (root, settings) =>
    {
        if (Comparison(root) is not { } compared) return Read(root, settings);
        throw new ConfigurationException(
            compared.Origin,
            $"the key compare.{compared.Key} makes this file a comparison; start it with lossactors compare, or say what to search: "
            + "run.births, islands or evolution");
    });

    static RunFile Read(HoconObject root, SettingsReader settings)
    {
        settings.Accept("data", "compare");
        var common = Common(root, settings);
        var evaluation = RecipeSettings.Read(settings.Section("evaluation"), FolderOf(root), settings.Get("run.seed", Setting.Int64(0)));
        var plan = PlanSettings.Read(settings, evaluation);
        var keys = Deciding(root, evaluation.Recipe, key => IsUnder(Decisive, key));
        if (evaluation.Recipe.Network is TorchScriptSpec { Content: { } network }) keys["evaluation.network.content"] = network;
        return new RunFile(common, plan, keys);
    }
}
