using System.CommandLine;
using LossActors.Actors.Entities;
using LossActors.Host.Configuration;
using LossActors.Host.Nodes;
using LossActors.Host.Output;
using LossActors.Host.Running;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Views;

namespace LossActors.Host.Commands;

/// <summary>
/// A journal as a command that only looks sees it: opened for reading, also where nobody may write and while no node lives.
/// </summary>
sealed class Sight(Database journal) : IAsyncDisposable
{
    public Database Database => journal;

    /// <summary>Its address, fit to be shown.</summary>
    public string Journal => journal.Address.ToString();

    public JournalReader Reader { get; } = new(journal, new EventBytes(NodeComposition.Codecs));

    public static async Task<Sight> Of(string address, JournalAccess access = JournalAccess.ReadOnly) =>
        new(await WorkPlace.Open(address, access));

    /// <summary>
    /// A command that shows something of one run or comparison: <c>--journal</c> and, where there are several, <c>--run</c>.
    /// </summary>
    public static Command Command(
        string name, string description, Func<Sight, TrialView, ParseResult, Task<int>> show, params Option[] more)
    {
        var journal = CommonOptions.Journal(required: true);
        var run = CommonOptions.Run();
        var command = new Command(name, description) { journal, run };
        foreach (var option in more) command.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            await using var sight = await Of(parsed.GetValue(journal)!);
            var view = await sight.Pick(parsed.GetValue(run));
            await view.Refresh();
            return await show(sight, view, parsed);
        });
        return command;
    }

    /// <summary>The run or comparison that is meant, as its own journal tells it.</summary>
    /// <param name="likely">Which come into question when none is named.</param>
    /// <exception cref="ConfigurationException">None of that name, or several that could be meant.</exception>
    public async Task<TrialView> Pick(string? name, Func<TrialView, bool>? likely = null)
    {
        var all = await TrialView.All(Reader);
        if (all.Count == 0)
            throw new ConfigurationException(Journal, "holds no run yet; start one with lossactors run FILE.conf");
        if (name is not null)
        {
            return all.FirstOrDefault(r => r.Name == name) ?? throw new ConfigurationException(
                "--run", $"{Journal} has no run '{Shown.Line(name)}'; it has {Names(all.Select(v => v.Name))}");
        }

        var meant = all.Where(likely ?? (_ => true)).ToList();
        if (meant.Count == 0) meant = [.. all];
        return meant.Count == 1 ? meant[0] : throw new ConfigurationException(
            "--run", $"is needed, since {Journal} has several runs: {Names(meant.Select(v => v.Name))}");
    }

    /// <summary>All runs and comparisons, also those whose events do not read.</summary>
    public async Task<IReadOnlyList<EntityId>> All() =>
        [.. (await Reader.Entities("run")).Concat(await Reader.Entities("comparison")).Select(EntityId.Parse).OfType<EntityId>()];

    /// <summary>The run or comparison of that name.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public async Task<EntityId> Id(string name)
    {
        var all = await All();
        return all.FirstOrDefault(id => NameOf(id) == name) ?? throw new ConfigurationException(
            "--run", $"{Journal} has no run '{Shown.Line(name)}'; it has {Names(all.Select(NameOf))}");
    }

    /// <exception cref="ConfigurationException">It is a comparison.</exception>
    public static RunView Search(TrialView view, string why) => view as RunView
        ?? throw new ConfigurationException(view.Name, $"is a comparison, {why}");

    static string NameOf(EntityId id) => id is RunId run ? run.Run : ((ComparisonId)id).Name;

    static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Shown.Line).DefaultIfEmpty("none"));

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
