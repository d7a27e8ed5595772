using System.Diagnostics;

namespace LossActors.Persistence.Tests.Databases;

/// <summary>A folder in which nobody may write, the superuser neither where it may mount.</summary>
sealed class ReadOnlyPlace : IDisposable
{
    readonly string folder;
    readonly bool mounted;

    ReadOnlyPlace(string folder)
    {
        this.folder = folder;
        mounted = Ran("mount", "--bind", folder, folder) && Ran("mount", "-o", "remount,ro,bind", folder);
        if (!mounted && !OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public static ReadOnlyPlace Of(string folder) => new(folder);

    public void Dispose()
    {
        if (mounted) Ran("umount", folder);
        else if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    static bool Ran(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
