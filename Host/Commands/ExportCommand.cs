using System.CommandLine;
using System.Text;
using LossActors.Actors.Runs;
using LossActors.Genetics.Genomes;
using LossActors.Host.Configuration;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;

namespace LossActors.Host.Commands;

/// <summary><c>export</c>: a loss as a file for other programs.</summary>
static class ExportCommand
{
    public static Command Create()
    {
        var journal = CommonOptions.Journal();
        var name = CommonOptions.Run();
        var loss = new Option<string?>("--loss") { Description = "a formula, named loss or genome instead of a run's champion" };
        var classes = new Option<int>("--classes") { Description = "number of classes, with --loss", DefaultValueFactory = _ => 10 };
        var format = new Option<string>("--format") { Description = "pytorch (a module) or latex", DefaultValueFactory = _ => "pytorch" };
        format.AcceptOnlyFromAmong("pytorch", "latex");
        var output = new Option<FileInfo?>("--output") { Description = "the file to write; the console without it" };
        var command = new Command("export", "Write a run's champion, or any loss, as a PyTorch module or LaTeX") { journal, name, loss, classes, format, output };
        command.SetAction(async (parsed, _) =>
        {
            var (genome, count, steps, source) = parsed.GetValue(loss) is { } text
                ? (LossGenome.Parse(text), parsed.GetValue(classes), 0L, "a loss given by its formula")
                : await Champion(parsed.GetValue(journal), parsed.GetValue(name));
            var file = parsed.GetValue(format) == "latex" ? genome.Latex + "\n" : PyTorchModule.Write(LossPlan.Of(genome, count, steps), source);
            if (parsed.GetValue(output) is { } path) await File.WriteAllTextAsync(path.FullName, file, new UTF8Encoding(false), CancellationToken.None);
            else Console.Out.Write(file);
            return ExitCode.Done;
        });
        return command;
    }

    static async ValueTask<(LossGenome, int, long, string)> Champion(string? journal, string? name)
    {
        if (journal is null) throw new ConfigurationException(new Origin("export", 0, 0), "needs --journal, for a run's champion, or --loss");
        await using var store = await Journals.Open(JournalAddress.Parse(journal), JournalAccess.ReadOnly);
        var view = new RunView(store, await RunChoice.Pick(store, name, journal));
        await view.Refresh();
        if (view.Study is not null) throw new ConfigurationException(new Origin(view.Run.Name, 0, 0), "is a comparison, which has no champion; name the loss: lossactors export --loss FORMULA");
        if (Running.ChampionSummary.Best(view) is not { } champion)
            throw new ConfigurationException(new Origin($"{JournalAddress.Parse(journal)}", 0, 0), $"holds no scored loss of run '{view.Run.Name}' yet; go on with lossactors resume");
        var plan = view.Progress.Plan!.Islands;
        var genome = LossGenome.Parse(champion.Genome);
        var source = $"champion of run {view.Run.Name}, seed {plan.Seed}, born as number {champion.Origin.Birth} of island {champion.Origin.Island}";
        return (genome, plan.Classes, Recipe.Parse(plan.Recipe.Text).Steps, source);
    }
}
