using System.CommandLine;
using LossActors.Host;
using LossActors.Host.Commands;
using LossActors.Host.Configuration;
using LossActors.Learning.Data;
using LossActors.Learning.Tensors;
using LossActors.Persistence.Addresses;

var root = new RootCommand("LossActors finds neural-network loss functions by itself.")
{
    RunCommand.Create(), CompareCommand.Create(), ResumeCommand.Create(), StatusCommand.Create(), JournalCommand.Create(),
    LossesCommand.Create(), LossCommand.Create(),
    ExportCommand.Create(), ReplayCommand.Create(), HostCommands.Host(), HostCommands.Join(), NodesCommand.Create(),
    DrainCommand.Create(), PauseCommands.Pause(),
    PauseCommands.Continue(), IslandsCommand.Create(), DevicesCommand.Create(), LaneCommand.Create(), SteerCommand.Create(),
    ReproduceCommand.Create(), LandscapeCommand.Create(), CommonOptions.Verbose,
};
var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
    return ExitCode.BadConfiguration;
}

DataSource.Announce = Console.Error.WriteLine;
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    });
}
catch (Exception e) when (!parsed.GetValue(CommonOptions.Verbose))
{
    Console.Error.WriteLine(e.Message);
    return e switch
    {
        ConfigurationException or FormatException => ExitCode.BadConfiguration,
        DataSetException => ExitCode.BadData,
        JournalException => ExitCode.Journal,
        TorchUnavailableException => ExitCode.Stuck,
        OperationCanceledException => ExitCode.Interrupted,
        _ => 1,
    };
}
