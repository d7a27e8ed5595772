using System.CommandLine;
using System.Diagnostics;
using LossActors.Host.Configuration;
using LossActors.Host.Reproduction;
using LossActors.Host.Reproduction.Published;
using LossActors.Learning.Training;

namespace LossActors.Host.Commands;

/// <summary><c>reproduce NAME</c>: a published experiment run again, its figures beside the paper's.</summary>
static class ReproduceCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "the study; without it they are listed", Arity = ArgumentArity.ZeroOrOne };
        var quick = new Option<bool>("--quick") { Description = "the short form: at most three minutes on two cores" };
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "folder of the report and of the finished jobs",
            DefaultValueFactory = _ => new DirectoryInfo("runs/reproduce"),
        };
        var lanes = new Option<int>("--lanes") { Description = "jobs at a time", DefaultValueFactory = _ => Environment.ProcessorCount };
        var data = new Option<string?>("--data") { Description = "folder of the data sets; LOSSACTORS_DATA without it" };
        var soFar = new Option<bool>("--so-far") { Description = "run nothing, report what has finished" };
        var command = new Command(
            "reproduce", "Run a published experiment again and put its figures beside the paper's; goes on where it was")
        {
            name, quick, output, lanes, data, soFar,
        };
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            if (parsed.GetValue(name) is not { } chosen) return List();
            var study = Experiments.Find(chosen);
            var count = parsed.GetValue(lanes) is > 0 and <= 1024 and var n
                ? n
                : throw new ConfigurationException("--lanes", $"is {parsed.GetValue(lanes)}; write a number from 1 to 1024");
            var form = new ExperimentForm(
                parsed.GetValue(quick), parsed.GetValue(data) ?? Environment.GetEnvironmentVariable("LOSSACTORS_DATA"));
            var folder = parsed.GetValue(output)!;
            Reproductions.Check(study, form, folder.ToString());
            var clock = Stopwatch.StartNew();
            var typed = $"./lossactors reproduce {study.Name}{(form.Quick ? " --quick" : "")}";
            var files = parsed.GetValue(soFar)
                ? Reproductions.SoFar(study, form, folder.ToString(), ArithmeticClass.Probe(), typed)
                : Reproductions.Run(study, form, folder.ToString(), count, ArithmeticClass.Probe(), typed, Show, stop);
            foreach (var file in files) Console.WriteLine(file);
            return ExitCode.Done;

            void Show(int done, int total, FinishedJob job) => Console.WriteLine(
                $"{Reproductions.Duration(clock.Elapsed)}  {done} of {total}  {job.Job}  {job.Seconds:0.0} s");
        }, CancellationToken.None));
        return command;
    }

    static int List()
    {
        foreach (var study in Experiments.All)
        {
            Console.WriteLine($"{study.Name,-10} {study.Summary}");
            var (whole, quick) = (Reproductions.Duration(study.Estimate(new(false))), Reproductions.Duration(study.Estimate(new(true))));
            Console.WriteLine($"{"",-10} on two cores {whole}, with --quick {quick} (minutes and seconds)");
        }

        return ExitCode.Done;
    }
}
