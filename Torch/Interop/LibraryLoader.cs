using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossActors.Torch.Interop;

/// <summary>
/// Finds and loads the shared library that eng/build-native makes: the file that LOSSACTORS_TORCH_NATIVE names, else the one
/// beside the program, else Torch/native/build/current in a folder above it.
/// </summary>
static class LibraryLoader
{
    const string FileName = "libLossActorsTorch.so";
    const string Remedy = "run eng/setup and then eng/build-native, or set LIBTORCH to the folder of an unpacked libtorch and run eng/build-native";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before the first call, whatever type makes it.")]
    internal static void Install() => NativeLibrary.SetDllImportResolver(typeof(LibraryLoader).Assembly, Resolve);

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == NativeMethods.Library ? Load(Locate(AppContext.BaseDirectory, Environment.GetEnvironmentVariable)) : 0;

    /// <summary>Loads the library at a path.</summary>
    /// <exception cref="TorchUnavailableException">The file, or a library that it needs, cannot be loaded.</exception>
    internal static nint Load(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            string reason = e.Message.Split('\n')[0].TrimEnd('.', ' ');
            throw new TorchUnavailableException($"libtorch cannot be loaded through {path} ({reason}); {Remedy}.", e);
        }
    }

    /// <exception cref="TorchUnavailableException">There is no such file, or LIBTORCH names another libtorch than the one it was built for.</exception>
    internal static string Locate(string baseDirectory, Func<string, string?> environment)
    {
        if (environment("LOSSACTORS_TORCH_NATIVE") is { Length: > 0 } chosen)
            return File.Exists(chosen)
                ? chosen
                : throw new TorchUnavailableException($"LOSSACTORS_TORCH_NATIVE={chosen} is not a file; unset it, or {Remedy}.");

        var path = Candidates(baseDirectory).FirstOrDefault(File.Exists)
            ?? throw new TorchUnavailableException($"{FileName}, the bridge to libtorch, is not built; {Remedy}.");
        if (environment("LIBTORCH") is { Length: > 0 } libtorch)
            Agree(path, libtorch);
        return path;
    }

    static IEnumerable<string> Candidates(string baseDirectory)
    {
        yield return Path.Combine(baseDirectory, FileName);
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "Torch", "native", "build", "current", FileName);
    }

    static void Agree(string path, string libtorch)
    {
        if (!File.Exists(Path.Combine(libtorch, "lib", "libtorch_cpu.so")))
            throw new TorchUnavailableException(
                $"LIBTORCH={libtorch} holds no lib/libtorch_cpu.so; set it to the folder of an unpacked libtorch, or unset it, and run eng/build-native.");
        var builtFor = Path.Combine(Path.GetDirectoryName(path)!, "libtorch");
        if (File.Exists(builtFor) && File.ReadAllText(builtFor).Trim() is var built && built != Path.GetFullPath(libtorch).TrimEnd('/'))
            throw new TorchUnavailableException($"LIBTORCH={libtorch}, but the bridge was built for {built}; run eng/build-native.");
    }
}
