using System.CommandLine;
using LossActors.Host.Configuration;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction;
using LossActors.Host.Reproduction.Published;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Persistence.Views;

namespace LossActors.Host.Commands;

/// <summary>
/// <c>reproduce NAME</c>: a published experiment run again, its figures beside the paper's. Its jobs are trainings of a journal, so that it
/// can be killed and goes on, and other nodes of the journal share the work.
/// </summary>
static class ReproduceCommand
{
    const string UsualJournal = "sqlite:runs/reproduce.db";

    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "the experiment; without it they are listed", Arity = ArgumentArity.ZeroOrOne,
        };
        var quick = new Option<bool>("--quick") { Description = "the short form: at most three minutes on two cores" };
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "folder of the report", DefaultValueFactory = _ => new DirectoryInfo("runs/reproduce"),
        };
        var lanes = new Option<int?>("--lanes") { Description = "jobs at a time on this machine; one a core without it" };
        var data = new Option<string?>("--data") { Description = "folder of the data sets; LOSSACTORS_DATA without it" };
        var soFar = new Option<bool>("--so-far") { Description = "report what has finished; options for running do not count" };
        var journal = CommonOptions.Journal(overFile: false);
        var set = CommonOptions.MachineSet();
        var summary = CommonOptions.Summary();
        var plain = CommonOptions.Plain();
        var command = new Command(
            "reproduce", "Run a published experiment again and put its figures beside the paper's; goes on where it was")
        {
            name, quick, output, lanes, data, soFar, journal, set, summary, plain,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            if (parsed.GetValue(name) is not { } chosen)
            {
                RefuseAny(parsed, command.Options, "is for an experiment; name one of those that lossactors reproduce alone lists");
                return List();
            }

            var experiment = Experiments.Find(chosen);
            var machine = MachineSettings.Read(
                ["devices.cuda.cards=none", .. parsed.GetValue(set)!, .. Lanes(parsed.GetValue(lanes))]);
            var form = new ExperimentForm(
                parsed.GetValue(quick), parsed.GetValue(data) ?? Environment.GetEnvironmentVariable("LOSSACTORS_DATA"));
            var typed = $"./lossactors reproduce {experiment.Name}{(form.Quick ? " --quick" : "")}";
            var files = new Files(typed, parsed.GetValue(output)!.ToString(), parsed.GetValue(summary));
            var journaled = new JournaledExperiment(experiment, form);
            OutputFile.Check(files.Summary);
            var address = parsed.GetValue(journal) ?? UsualJournal;
            OutputFile.CheckApart([files.Summary, .. journaled.Check(files.Folder)], address, journaled.Founding.Files());
            if (parsed.GetValue(soFar)) return await SoFar(journaled, address, files);

            Logging.Check(machine.Log);
            await using var devices = new DeviceSet(machine);
            await using var database = await WorkPlace.Open(address);
            var place = new WorkPlace(database, machine, devices);
            var view = await Foundings.Find(place, journaled.Founding, $"reproduce {experiment.Name}", interrupt);
            var telling = new Telling(
                files.Summary, parsed.GetValue(plain), parsed.GetValue(CommonOptions.Verbose), Reproduced: v => Tell(journaled, v, files));
            return await Work.Until(place, view, journaled.Founding, machine, null, telling, interrupt);
        });
        return command;
    }

    static void RefuseAny(ParseResult parsed, IEnumerable<Option> options, string because)
    {
        if (options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } needless)
            throw new ConfigurationException(needless.Name, because);
    }

    static async Task<int> SoFar(JournaledExperiment experiment, string journal, Files files)
    {
        await using var sight = await Sight.Of(journal);
        var view = new ComparisonView(sight.Reader, experiment.Id);
        await view.Refresh();
        if (!experiment.IsTold(view))
        {
            throw new ConfigurationException(
                "--so-far",
                $"finds {JournaledExperiment.Done(view)} of {experiment.Jobs} jobs finished in {sight.Journal}, too few for a report; "
                + "run it again without this option");
        }

        Write(experiment, view, files);
        return ExitCode.Done;
    }

    static void Tell(JournaledExperiment experiment, ComparisonView view, Files files)
    {
        if (view.HasEnded) Write(experiment, view, files);
        else
            Console.WriteLine(
                $"{JournaledExperiment.Done(view)} of {experiment.Jobs} jobs have finished; the same command goes on with the others.");
    }

    static void Write(JournaledExperiment experiment, ComparisonView view, Files files)
    {
        var (report, all) = experiment.Write(view, files.Command, files.Folder);
        foreach (var written in all) Console.WriteLine(written);
        if (files.Summary is not null) OutputFile.Write(files.Summary.FullName, ReportJson.Write(report) + "\n");
    }

    static IEnumerable<string> Lanes(int? count) => count switch
    {
        null => [],
        > 0 and <= 1024 => [$"devices.cpu.lanes={count}"],
        _ => throw new ConfigurationException("--lanes", $"is {count}; write a number from 1 to 1024"),
    };

    static int List()
    {
        foreach (var experiment in Experiments.All)
        {
            Console.WriteLine($"{experiment.Name,-10} {experiment.Summary}");
            Console.WriteLine($"{"",-10} on two cores {Time(quick: false)}, with --quick {Time(quick: true)} (minutes and seconds)");

            string Time(bool quick) => DurationText.Of(experiment.Estimate(new(quick)));
        }

        return ExitCode.Done;
    }

    /// <param name="Command">What was typed, for the report.</param>
    /// <param name="Summary">A further file for the report as JSON, or null.</param>
    sealed record Files(string Command, string Folder, FileInfo? Summary);
}
