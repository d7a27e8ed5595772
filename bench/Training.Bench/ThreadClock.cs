using System.Runtime.InteropServices;

/// <summary>Processor time of the calling thread: what others do on the machine is not in it.</summary>
static partial class ThreadClock
{
    const int ThreadCpuTime = 3;

    public static double Seconds => Read(ThreadCpuTime, out var time) == 0
        ? time.Seconds + time.Nanoseconds * 1e-9
        : throw new PlatformNotSupportedException("This system has no clock of a thread's processor time.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Timespec time);

    readonly record struct Timespec(long Seconds, long Nanoseconds);
}
