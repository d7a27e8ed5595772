using System.Diagnostics;

namespace LossActors.Host.Tests.Program;

/// <summary>Commands that change the machine for a while, such as mount.</summary>
static class AsRoot
{
    public static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"this test calls {command}, for which it has to run as root");
    }
}
