using System.CommandLine;
using System.Globalization;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;
using LossActors.Host.Configuration;
using LossActors.Host.RunFiles;

namespace LossActors.Host.Commands;

/// <summary><c>loss EXPR</c>: what a loss is, and its value and gradient for one sample.</summary>
static class LossCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("EXPR") { Description = "a formula of y, p, z, C, a named loss, or a whole genome" };
        var p = new Option<double[]>("--p")
        {
            Description = "probabilities of the classes, as many as there are classes; they are scaled to sum 1",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [0.7, 0.2, 0.1],
        };
        var y = new Option<int>("--y") { Description = "the true class, counted from 0" };
        var command = new Command("loss", "Show a loss: formula, LaTeX, value and gradient for one sample") { text, p, y };
        command.SetAction(parsed =>
        {
            var probabilities = parsed.GetValue(p)!;
            var target = parsed.GetValue(y);
            if (probabilities.Length < 2 || probabilities.Any(v => !(v > 0) || double.IsInfinity(v)))
                throw Fault("--p", "takes at least two numbers above 0; write for example --p 0.7 0.2 0.1");
            if (target < 0 || target >= probabilities.Length)
                throw Fault("--y", $"is {target}; the {probabilities.Length} classes of --p count from 0 to {probabilities.Length - 1}");
            Print(LossText.Read(parsed.GetValue(text)!, "EXPR"), [.. probabilities.Select(v => v / probabilities.Sum())], target);
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(LossGenome genome, double[] p, int target)
    {
        var classes = p.Length;
        var canonical = genome.CanonicalText;
        Line("loss", genome.ToString());
        if (canonical != genome.ToString()) Line("canonical", canonical);
        Line("LaTeX", genome.Latex);
        Line("complexity", $"{genome.Complexity} nodes");
        Line("hash", genome.CanonicalHash);

        var targets = new double[classes];
        targets[target] = 1;
        var gradient = new double[classes];
        var interpreter = new ProgramInterpreter(LossProgram.Compile(genome.Body), classes);
        var value = interpreter.Sample([.. p.Select(ScalarMath.Log)], targets, gradient);
        Line("sample", $"p = ({string.Join(", ", p.Select(Number))}), true class {target}");
        Line("value", Number(value));
        Line("gradient", $"({string.Join(", ", gradient.Select(Number))}) at the logits, of the body alone");
    }

    static ConfigurationException Fault(string option, string sentence) => new(option, sentence);

    static void Line(string name, string text) => Console.WriteLine($"{name,-11} {text}");

    static string Number(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
