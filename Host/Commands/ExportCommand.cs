using System.CommandLine;
using LossActors.Actors.Islands;
using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Screening;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;
using LossActors.Persistence.Views;

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
        var rank = new Option<int?>("--rank") { Description = "this one of the run's hall of fame instead of its champion; 1: the best" };
        var complexity = new Option<int?>("--complexity") { Description = "the hall of fame's best loss of at most so many nodes" };
        var classes = new Option<int?>("--classes") { Description = $"number of classes, with --loss; {UsualClasses} without it" };
        var format = new Option<string>("--format")
        {
            Description = "pytorch (a module), numpy (functions, for JAX too) or latex", DefaultValueFactory = _ => "pytorch",
        };
        format.AcceptOnlyFromAmong("pytorch", "numpy", "latex");
        var output = new Option<FileInfo?>("--output") { Description = "the file to write; the console without it" };
        var command = new Command("export", "Write a run's champion, or any loss, as a PyTorch module, NumPy functions or LaTeX")
        {
            journal, name, rank, complexity, loss, classes, format, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            OutputFile.Check(parsed.GetValue(output));
            if (parsed.GetValue(loss) is not null && (parsed.GetValue(journal) ?? parsed.GetValue(name)) is not null)
                throw new ConfigurationException("--loss", "is exported without a run; leave --journal and --run out, or --loss");
            if (parsed.GetValue(loss) is null && parsed.GetValue(classes) is not null)
                throw new ConfigurationException("--classes", "is for --loss; a champion has the classes of its run, so leave it out");
            if (parsed.GetValue(loss) is not null && (parsed.GetValue(rank) ?? parsed.GetValue(complexity)) is not null)
                throw new ConfigurationException("--loss", "is no loss of a run; leave --rank and --complexity out, or --loss");
            if (parsed.GetValue(rank) is not null && parsed.GetValue(complexity) is not null)
                throw new ConfigurationException("--rank", "and --complexity each name a loss; leave one out");
            var exported = parsed.GetValue(loss) is { } text
                ? new Exported(
                    Learnable(LossText.Read(text, "--loss")), Classes(parsed.GetValue(classes) ?? UsualClasses), 0,
                    "a loss given by its formula")
                : await OfRun(parsed.GetValue(journal), parsed.GetValue(name), parsed.GetValue(rank), parsed.GetValue(complexity));
            var file = parsed.GetValue(format) switch
            {
                "latex" => exported.Genome.Latex + "\n",
                "numpy" => ArrayFunctions.Write(exported.Plan(), exported.Source),
                _ => PyTorchModule.Write(exported.Plan(), exported.Source),
            };
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

    static async Task<Exported> OfRun(string? journal, string? name, int? rank, int? complexity)
    {
        if (journal is null)
            throw new ConfigurationException("export", "needs --journal, for a loss of a run, or --loss");
        await using var sight = await Sight.Of(journal);
        var view = Sight.Search(
            await sight.Pick(name), "which has no champion; name the loss: lossactors export --loss FORMULA");
        await view.Refresh();
        if (Chosen(view, rank, complexity) is not { } champion)
        {
            if (view.HasEnded) throw new NoChampionException(NoChampion.Why(view, StopReason.Ended));
            throw new ConfigurationException(
                sight.Journal,
                $"holds no scored loss of run '{Shown.Line(view.Name)}' yet; go on with {Hint.Resume(sight.Journal, view.Name)}");
        }

        var plan = view.State.Plan!.Islands;
        return new Exported(
            LossGenome.Parse(champion.Genome), plan.Classes, plan.Recipe.Steps,
            $"{(rank is null && complexity is null ? "champion" : "hall of fame")} of run {Shown.Line(view.Name)}, seed {plan.Seed}, "
            + $"born as number {champion.Origin.Birth} of island {champion.Origin.Island}");
    }

    /// <summary>The champion, or whom the options name; null where the run has scored no loss.</summary>
    static Individual? Chosen(RunView view, int? rank, int? complexity)
    {
        Individual[] hall = [.. view.Hall.Values.Order(Individual.Order)];
        if (hall.Length == 0 || (rank is null && complexity is null)) return ChampionSummary.Best(view);
        if (complexity is { } most)
            return hall.FirstOrDefault(i => i.Complexity <= most) ?? throw new ConfigurationException(
                "--complexity", $"is {most}, and the simplest of the hall of fame has {hall.Min(i => i.Complexity)} nodes; raise it");
        return rank >= 1 && rank <= hall.Length ? hall[rank.Value - 1] : throw new ConfigurationException(
            "--rank", $"is {rank}, and the hall of fame has {hall.Length}; write 1 for the best to {hall.Length}");
    }

    /// <param name="Source">Where the loss comes from, in words.</param>
    sealed record Exported(LossGenome Genome, int Classes, long Steps, string Source)
    {
        public LossPlan Plan()
        {
            try
            {
                return LossPlan.Of(Genome, Classes, Steps);
            }
            catch (GeneException e)
            {
                throw new ConfigurationException("--loss", e.Message);
            }
        }
    }
}
