using System.CommandLine;
using System.Globalization;
using LossActors.Genetics.Screening;
using LossActors.Host.Configuration;
using LossActors.Host.Landscapes;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using LossActors.Host.Terminal;
using LossActors.Learning.Landscape;

namespace LossActors.Host.Commands;

/// <summary>
/// <c>landscape FILE.conf LOSS</c>: curvature along a training, bursts of the loss, and the surface around where it ends.
/// </summary>
static class LandscapeCommand
{
    const string Report = "landscape";

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE.conf") { Description = "a run file; its evaluation block is the training" };
        var loss = new Argument<string>("LOSS") { Description = "a formula, a named loss or a whole genome" };
        var every = new Option<int?>("--every") { Description = "steps between two looks; a fortieth of the training without it" };
        var eigenvalues = new Option<int>("--eigenvalues")
        {
            Description = "how many of the Hessian's largest", DefaultValueFactory = _ => 3,
        };
        var samples = new Option<int>("--samples")
        {
            Description = "training samples that the surface is of, a fixed choice; all if there are no more",
            DefaultValueFactory = _ => 512,
        };
        var plane = new Option<string>("--plane")
        {
            Description = "random (filter-normalised directions), eigen (the two sharpest) or none", DefaultValueFactory = _ => "random",
        };
        plane.AcceptOnlyFromAmong("random", "eigen", "none");
        var reach = new Option<double?>("--reach")
        {
            Description = "of the plane, where 1 is as far as the weights are from 0; without it 1, and 0.2 with eigen",
        };
        var grid = new Option<int>("--grid") { Description = "points a side of the plane, odd", DefaultValueFactory = _ => 25 };
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "folder of the report", DefaultValueFactory = _ => new DirectoryInfo("runs/landscape"),
        };
        var set = CommonOptions.Set();
        var command = new Command("landscape", "Train with a loss and show curvature, bursts and surface of the loss on the way")
        {
            file, loss, every, eigenvalues, samples, plane, reach, grid, output, set,
        };
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var typedLoss = parsed.GetValue(loss)!;
            var genome = LossText.Read(typedLoss, "LOSS");
            if (LossScreen.Lack(genome) is { } lack) throw Fault("LOSS", $"is one from which no network learns: {lack.Explanation}");
            int? steps = parsed.GetValue(every) is { } typedSteps ? AtLeast(typedSteps, 1, "--every") : null;
            var options = new LandscapeOptions(
                AtLeast(parsed.GetValue(eigenvalues), 1, "--eigenvalues"), AtLeast(parsed.GetValue(samples), 1, "--samples"));
            var (far, side) = (Reach(parsed.GetValue(reach)), Grid(parsed.GetValue(grid)));
            ReportFiles.Check(parsed.GetValue(output)!.ToString(), Report);
            var runFile = RunFile.Read(parsed.GetValue(file)!.ToString(), parsed.GetValue(set)!);
            if (runFile.Plan.TunedRates.Length > 0)
            {
                throw Fault(
                    "--set", "must name one learning rate here, where the run file has tune(…); write --set evaluation.optimiser.lr=0.01");
            }

            var recipe = runFile.Plan.Islands.Recipe;
            DataText.Print(Console.Out, recipe.Description());
            var view = new LandscapeView(
                typedLoss, genome.ToString(), recipe, steps ?? Math.Max(1, recipe.Steps / 40), options,
                Enum.Parse<PlaneKind>(parsed.GetValue(plane)!, ignoreCase: true), far, side);
            var typed = Hint.Line(parsed.Tokens.Select(t => t.Value));
            var report = LandscapeReport.Write(view, typed, Show, stop);
            foreach (var path in ReportFiles.Write(report, parsed.GetValue(output)!.ToString(), Report)) Console.WriteLine(path);
            return ExitCode.Done;
        }, CancellationToken.None));
        return command;
    }

    static void Show(LandscapePoint point) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"step {point.Step}  loss {point.Loss:G5}  λ {point.Eigenvalues[0]:G4}  static {point.StaticEigenvalues[0]:G4}  "
        + $"accuracy {point.Accuracy:0.0000}"));

    static int AtLeast(int value, int least, string option) =>
        value >= least ? value : throw Fault(option, $"is {value}; at least {least} is needed");

    static double? Reach(double? value) =>
        value is null or (> 0 and < 1e6) ? value : throw Fault("--reach", $"is {value}; write a number above 0 and below 1e6");

    static int Grid(int value) => value >= 3 && value % 2 == 1 ? value
        : throw Fault("--grid", $"is {value}; write an odd number from 3, so that the middle is the solution itself");

    static ConfigurationException Fault(string option, string sentence) => new(option, sentence);
}
