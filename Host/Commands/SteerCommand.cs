using System.CommandLine;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.Host.Configuration;
using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;
using LossActors.FormerPersistence;

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
        var command = new Command("steer", "Change a running search: population, rates, migration, topology") { changes, journal, name, island };
        command.SetAction(async (parsed, _) =>
        {
            var root = HoconReader.ReadText("", "steer", new HoconOptions { Overrides = parsed.GetValue(changes)! });
            var change = SettingsReader.Read(root, Read);
            var address = parsed.GetValue(journal)!;
            await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.Existing);
            var run = await RunChoice.Pick(store, parsed.GetValue(name), address, r => r.State != RunState.Ended);
            var view = new RunView(store, run);
            await view.Refresh();
            var meant = view.Islands.Where(i => !i.Value.State.Ended && i.Value.State.Plan is not null && (parsed.GetValue(island) is not { } only || only == i.Key)).ToList();
            if (meant.Count == 0) throw new ConfigurationException(new Configuration.Origin("steer", 0, 0), "finds no island that is still breeding in this run");
            foreach (var (number, one) in meant)
                if (change.Problem(one.State.Plan!) is { } problem) throw new ConfigurationException(new Configuration.Origin($"island {number}", 0, 0), problem);
            var full = new List<int>();
            foreach (var (number, _) in meant)
                if (!await SteerQueue.Send(store, new ActorId(run.Id, IslandDecisions.Name(number)), change)) full.Add(number);
            Console.WriteLine($"{meant.Count - full.Count} islands take this with their next turn, after the steers that wait there.");
            if (full.Count > 0)
                throw new ConfigurationException(
                    new Configuration.Origin(full.Count == 1 ? $"island {full[0]}" : $"islands {string.Join(", ", full)}", 0, 0),
                    $"cannot be steered now: {SteerQueue.Length} steers wait already. Each turn takes one; steer with --island again later");
            return ExitCode.Done;
        });
        return command;
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
