using System.CommandLine;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Persistence;

namespace LossActors.Host.Commands;

/// <summary><c>status</c>: how the runs of a journal stand, read without disturbing them.</summary>
static class StatusCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal(required: true);
        var name = CommonOptions.Run();
        var command = new Command("status", "Show how a journal's runs stand") { journal, name };
        command.SetAction(async (parsed, _) =>
        {
            var address = parsed.GetValue(journal)!;
            await using var store = await Journals.Open(JournalAddress.Parse(address), JournalAccess.ReadOnly);
            var runs = parsed.GetValue(name) is { } wanted ? [await RunChoice.Pick(store, wanted, address)] : await store.Runs();
            if (runs.Count == 0) Console.WriteLine($"{address} holds no run yet; start one with lossactors run FILE.conf");
            foreach (var run in runs) await Print(store, run);
            return ExitCode.Done;
        });
        return command;
    }

    static async ValueTask Print(IStore store, RunRecord run)
    {
        var view = new RunView(store, run);
        await view.Refresh();
        var totals = await store.Totals(run.Id);
        var nodes = (await store.Nodes()).Where(n => n.State == NodeState.Active).ToList();
        Console.WriteLine($"{run.Name}: {run.State.ToString().ToLowerInvariant()}, founded {run.CreatedAt:u}");
        Console.WriteLine($"  evaluations: {totals.Done} trained, {totals.Leased} in training, {totals.Ready} waiting, {totals.Poison} given up; {totals.TrainingSeconds:0} s of training");
        Console.WriteLine(nodes.Count == 0 ? "  no node is working on it" : $"  nodes: {string.Join(", ", nodes.Select(n => $"{n.Info.Name} (process {n.Info.Pid})"))}");
        foreach (var (number, island) in view.Islands)
        {
            var best = island.State.Hall.Values.Order(Individual.Order).FirstOrDefault();
            Console.WriteLine(
                $"  island {number}: {island.State.BirthsScored} of {island.State.Plan?.Births} births scored, {island.State.Open.Count} in flight{Waits(view, number, island)}"
                + (best is null ? "" : $"; best {1 - best.Score:0.0000}  {best.Genome}"));
        }

        foreach (var parked in (await store.Actors(run.Id)).Where(a => a.Status == ActorStatus.Parked))
            Console.WriteLine($"  {parked.Id.Name} is parked: {parked.Reason}");
        if (view.Progress.Outcome is { Champion: { } champion } outcome)
            Console.WriteLine($"  champion {champion.Genome}, test accuracy {outcome.Rows[0].Test:0.0000} (cross-entropy {outcome.Rows[1].Test:0.0000})");
    }

    static string Waits(RunView view, int number, IslandView island)
    {
        if (IslandDecisions.Next(island.State).Waves is not { } awaited) return "";
        var late = awaited.Islands.Where(i => view.Islands.Values.FirstOrDefault(v => v.State.Plan is { } p && IslandDecisions.Name(p.Island) == i) is { State: { Ended: false } s }
            && s.WavesPublished <= awaited.W).ToList();
        return late.Count == 0 || number < 0 ? "" : $", waits for wave {awaited.W} of {string.Join(", ", late)}";
    }
}
