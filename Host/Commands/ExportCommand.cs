using System.CommandLine;
using System.Text;
using LossActors.Genetics.Genomes;
using LossActors.Host.Configuration;
using LossActors.Host.Running;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;

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
        var command = new Command("export", "Write a run's champion, or any loss, as a PyTorch module or LaTeX")
        {
            journal, name, loss, classes, format, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            var exported = parsed.GetValue(loss) is { } text
                ? new Exported(LossGenome.Parse(text), parsed.GetValue(classes), 0, "a loss given by its formula")
                : await Champion(parsed.GetValue(journal), parsed.GetValue(name));
            var file = parsed.GetValue(format) == "latex"
                ? exported.Genome.Latex + "\n"
                : PyTorchModule.Write(LossPlan.Of(exported.Genome, exported.Classes, exported.Steps), exported.Source);
            if (parsed.GetValue(output) is { } path)
                await File.WriteAllTextAsync(path.FullName, file, new UTF8Encoding(false), CancellationToken.None);
            else
                Console.Out.Write(file);
            return ExitCode.Done;
        });
        return command;
    }

    static async Task<Exported> Champion(string? journal, string? name)
    {
        if (journal is null)
            throw new ConfigurationException("export", "needs --journal, for a run's champion, or --loss");
        await using var sight = await Sight.Of(journal);
        var view = Sight.Search(
            await sight.Pick(name), "which has no champion; name the loss: lossactors export --loss FORMULA");
        await view.Refresh();
        if (ChampionSummary.Best(view) is not { } champion)
            throw new ConfigurationException(sight.Journal, $"holds no scored loss of run '{view.Name}' yet; go on with lossactors resume");
        var plan = view.State.Plan!.Islands;
        return new Exported(
            LossGenome.Parse(champion.Genome), plan.Classes, plan.Recipe.Steps,
            $"champion of run {view.Name}, seed {plan.Seed}, born as number {champion.Origin.Birth} of island {champion.Origin.Island}");
    }

    /// <param name="Source">Where the loss comes from, in words.</param>
    sealed record Exported(LossGenome Genome, int Classes, long Steps, string Source);
}
