using System.CommandLine;
using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Screening;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.Running;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;

namespace LossActors.Host.Commands;

/// <summary><c>export</c>: a loss as a file for other programs.</summary>
static class ExportCommand
{
    const int MostClasses = 1_000_000, UsualClasses = 10;

    public static Command Create()
    {
        var journal = CommonOptions.Journal(overFile: false);
        var name = CommonOptions.Run();
        var loss = new Option<string?>("--loss") { Description = "a formula, named loss or genome instead of a run's champion" };
        var classes = new Option<int?>("--classes") { Description = $"number of classes, with --loss; {UsualClasses} without it" };
        var format = new Option<string>("--format") { Description = "pytorch (a module) or latex", DefaultValueFactory = _ => "pytorch" };
        format.AcceptOnlyFromAmong("pytorch", "latex");
        var output = new Option<FileInfo?>("--output") { Description = "the file to write; the console without it" };
        var command = new Command("export", "Write a run's champion, or any loss, as a PyTorch module or LaTeX")
        {
            journal, name, loss, classes, format, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            OutputFile.Check(parsed.GetValue(output));
            if (parsed.GetValue(loss) is not null && (parsed.GetValue(journal) ?? parsed.GetValue(name)) is not null)
                throw new ConfigurationException("--loss", "is exported without a run; leave --journal and --run out, or --loss");
            if (parsed.GetValue(loss) is null && parsed.GetValue(classes) is not null)
                throw new ConfigurationException("--classes", "is for --loss; a champion has the classes of its run, so leave it out");
            var exported = parsed.GetValue(loss) is { } text
                ? new Exported(
                    Learnable(LossGenome.Parse(text)), Classes(parsed.GetValue(classes) ?? UsualClasses), 0, "a loss given by its formula")
                : await Champion(parsed.GetValue(journal), parsed.GetValue(name));
            var file = parsed.GetValue(format) == "latex" ? exported.Genome.Latex + "\n" : Module(exported);
            if (parsed.GetValue(output) is { } path) OutputFile.Write(path.FullName, file);
            else Console.Out.Write(file);
            return ExitCode.Done;
        });
        return command;
    }

    static int Classes(int count) => count is >= 2 and <= MostClasses ? count : throw new ConfigurationException(
        "--classes", $"is {count}; write a number of classes from 2 to {MostClasses}");

    static LossGenome Learnable(LossGenome loss) => LossScreen.Lack(loss) is { } lack
        ? throw new ConfigurationException("--loss", $"is one from which no network learns: {lack.Explanation}")
        : loss;

    static string Module(Exported exported)
    {
        try
        {
            return PyTorchModule.Write(LossPlan.Of(exported.Genome, exported.Classes, exported.Steps), exported.Source);
        }
        catch (GeneException e)
        {
            throw new ConfigurationException("--loss", e.Message);
        }
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
        {
            if (view.HasEnded) throw new NoChampionException(NoChampion.Why(view, StopReason.Ended));
            throw new ConfigurationException(
                sight.Journal,
                $"holds no scored loss of run '{Shown.Line(view.Name)}' yet; go on with {Hint.Resume(sight.Journal, view.Name)}");
        }

        var plan = view.State.Plan!.Islands;
        return new Exported(
            LossGenome.Parse(champion.Genome), plan.Classes, plan.Recipe.Steps,
            $"champion of run {Shown.Line(view.Name)}, seed {plan.Seed}, "
            + $"born as number {champion.Origin.Birth} of island {champion.Origin.Island}");
    }

    /// <param name="Source">Where the loss comes from, in words.</param>
    sealed record Exported(LossGenome Genome, int Classes, long Steps, string Source);
}
