using System.CommandLine;
using LossActors.Actors.Devices;
using LossActors.Host.Reproduction.Published;
using LossActors.Host.Running;
using LossActors.Learning.Training;

namespace LossActors.Host.Commands;

/// <summary><c>lane</c>: the child process that a node trains in where it wants to survive the training.</summary>
static class LaneCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Required = true };
        var portable = new Option<bool>("--portable");
        var command = new Command(DeviceSet.LaneCommand, "Train what comes in on standard input; started by a node, not by people")
        {
            device, portable,
        };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(portable)) ArithmeticClass.PinPortable();
            LaneProtocol.Serve(new ExperimentEvaluator(parsed.GetValue(device)!), Console.In, Console.Out, TimeProvider.System);
            return ExitCode.Done;
        });
        return command;
    }
}
