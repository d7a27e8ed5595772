using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Learning.Tensors;
using LossActors.Learning.Training;
using TorchSharp;

namespace LossActors.Host.Commands;

/// <summary><c>devices</c>: what this machine can train on, and what a run file's training step costs there.</summary>
static class DevicesCommand
{
    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var file = new Argument<FileInfo?>("FILE.conf")
        {
            Description = "a run file whose training step is measured on each device", Arity = ArgumentArity.ZeroOrOne,
        };
        var set = CommonOptions.Set();
        var command = new Command("devices", "Show as JSON what this machine trains on, and what a step of a run file costs there")
        {
            file, set,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)?.ToString();
            var plan = path is null ? null : RunFile.Read(path, parsed.GetValue(set)!).Plan.Islands;
            if (path is null && MachineSettings.Read(parsed.GetValue(set)!).Arithmetic == ArithmeticMode.Portable)
                ArithmeticClass.PinPortable();
            Libtorch.Require();
            IEnumerable<string> names = [.. Enumerable.Range(0, torch.cuda.device_count()).Select(i => $"cuda:{i}"), "cpu"];
            var devices = names.Select((name, i) => new DeviceFigures(
                name, name == "cpu" ? $"{Environment.ProcessorCount} cores" : CudaDriver.Name(i), ArithmeticClass.Probe(name),
                plan is null ? null : StepCost.Measure(plan.Recipe, plan.Classes, name))).ToList();
            Console.WriteLine(JsonSerializer.Serialize(new MachineFigures(Libtorch.Version, devices), Json));
            return ExitCode.Done;
        });
        return command;
    }

    sealed record MachineFigures(string Libtorch, IReadOnlyList<DeviceFigures> Devices);

    sealed record DeviceFigures(string Device, string Name, string ArithmeticClass, StepCost? Step);
}
