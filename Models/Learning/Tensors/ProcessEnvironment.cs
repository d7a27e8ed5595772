using System.Runtime.InteropServices;

namespace LossActors.Learning.Tensors;

/// <summary>Environment variables as native libraries read them: .NET keeps a copy of its own, which they never see.</summary>
static partial class ProcessEnvironment
{
    /// <exception cref="InvalidOperationException">The C library refuses.</exception>
    public static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (setenv(name, value, 1) != 0) throw new InvalidOperationException($"The C library refuses {name}={value}.");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
