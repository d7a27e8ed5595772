using System.Runtime.InteropServices;

namespace LossActors.Learning.Data;

/// <summary>What a path leads to, links followed. To open a pipe waits for somebody who writes, and a device may have no end.</summary>
public static partial class FileKind
{
    const int CurrentFolder = -100;
    const uint Type = 1;

    /// <summary>"a pipe", "a device" or "a socket"; null for a file, a folder, and what cannot be looked at.</summary>
    public static string? Odd(string path)
    {
        if (!OperatingSystem.IsLinux() || statx(CurrentFolder, path, 0, Type, out var found) != 0) return null;
        return (found.Mode & 0xF000) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, out Statx found);

    /// <summary>The kernel's struct, the same on every processor; of it only the mode is looked at.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    readonly struct Statx
    {
        [FieldOffset(28)]
        public readonly ushort Mode;
    }
}
