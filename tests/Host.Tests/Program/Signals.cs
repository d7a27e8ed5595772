using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LossActors.Host.Tests.Program;

/// <summary>What people and systems send to a process.</summary>
static partial class Signals
{
    /// <summary>As Ctrl-C does.</summary>
    public static void Interrupt(Process process) => Send(process, 2);

    public static void Terminate(Process process) => Send(process, 15);

    /// <summary>It stands still until <see cref="Continue"/>.</summary>
    public static void Stop(Process process) => Send(process, 19);

    public static void Continue(Process process) => Send(process, 18);

    static void Send(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
