using System.CommandLine;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Views;
using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.Commands;

/// <summary><c>steer KEY=VALUE …</c>: changes islands of a running search; each change is an event.</summary>
static class SteerCommand
{
    public static Command Create()
    {
        var changes = new Argument<string[]>("KEY=VALUE")
        {
            Description = "population, window, topology, every, lag, elites, tournament, parsimony, crossover, immigration",
            Arity = ArgumentArity.OneOrMore,
        };
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var island = new Option<int?>("--island") { Description = "this island alone instead of all" };
        var set = CommonOptions.MachineSet();
        var command = new Command("steer", "Change a running search: population, rates, migration, topology")
        {
            changes, journal, name, island, set,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var typed = new HoconOptions { Overrides = parsed.GetValue(changes)!, Overriding = ("steer", "population=8") };
            var root = HoconReader.ReadText("", "steer", typed);
            var change = SettingsReader.Read(root, Read);
            var machine = MachineSettings.Read(parsed.GetValue(set)!);
            await using var sight = await Sight.Of(parsed.GetValue(journal)!, JournalAccess.Existing);
            var view = Sight.Search(await sight.Pick(parsed.GetValue(name), v => !v.HasEnded), "which nobody steers");
            await view.Refresh();
            return await Steer(sight, machine, view, Meant(view, parsed.GetValue(island), change), change, stop);
        });
        return command;
    }

    static List<int> Meant(RunView view, int? only, Steering change)
    {
        if (only is { } number && view.Islands.Count > 0 && !view.Islands.ContainsKey(number))
        {
            throw new ConfigurationException(
                "steer --island", $"is {number}, but the islands of this run are 0 to {view.Islands.Keys.Max()}");
        }

        var meant = view.Islands.Where(i => i.Value.State is { Ended: false, Plan: not null } && (only is null || only == i.Key)).ToList();
        if (meant.Count == 0 || view.HasEnded)
            throw new ConfigurationException("steer", "finds no island that is still breeding in this run");
        foreach (var (island, one) in meant)
        {
            if (change.Problem(one.State.Plan!) is { } problem)
                throw new ConfigurationException($"island {island}", problem);
        }

        return [.. meant.Select(m => m.Key)];
    }

    static async Task<int> Steer(
        Sight sight, MachineSettings machine, RunView view, List<int> islands, Steering change, CancellationToken stop)
    {
        if (!(await sight.Reader.Nodes()).Any(LocalLook.IsAtWork))
        {
            throw new ConfigurationException(
                view.Name, "rests: no node works on it, and an island takes a steer while it works; start one and steer again");
        }

        await using var messenger = await Messenger.Join(sight.Database, machine, stop);
        var answers = await Task.WhenAll(islands.Select(async island =>
        {
            var command = new CommandId(Guid.NewGuid().ToString("N"));
            return (Island: island, (await messenger.Ask<SteerAnswer>(view.Id, new SteerRun(command, island, change), stop)).Refusal);
        }));
        var taken = answers.Count(a => a.Refusal is null);
        if (taken > 0) Console.WriteLine($"{taken} {(taken == 1 ? "island has" : "islands have")} taken this.");
        if (answers.FirstOrDefault(a => a.Refusal is not null) is { Refusal: { } refusal } refused)
            throw new ConfigurationException($"island {refused.Island}", refusal);
        return ExitCode.Done;
    }

    static Steering Read(SettingsReader s) => new()
    {
        Population = s.Find("population", Setting.Int32(2)),
        Window = s.Find("window", Setting.Int32(1)),
        Topology = s.Find("topology", Setting.OneOf<Topology>()),
        Every = s.Find("every", Setting.Int32(1)),
        Lag = s.Find("lag", Setting.Int32(0)),
        Elites = s.Find("elites", Setting.Int32(1)),
        TournamentSize = s.Find("tournament", Setting.Int32(1)),
        Parsimony = s.Find("parsimony", Setting.Double(0)),
        Crossover = s.Find("crossover", Setting.Double(0, 1)),
        Immigration = s.Find("immigration", Setting.Double(0, 1)),
    };
}
