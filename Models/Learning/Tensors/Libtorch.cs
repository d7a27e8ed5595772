using System.Runtime.InteropServices;

namespace LossActors.Learning.Tensors;

/// <summary>
/// Loads libtorch, before TorchSharp would look for it: the one that the build placed, or the one that <c>LIBTORCH</c> names, an
/// unpacked libtorch or the folder of Python's torch. Once loaded by their full paths, the libraries are what TorchSharp finds by name.
/// </summary>
/// <remarks>
/// TorchSharp left alone would, where its library does not load, copy half a gigabyte beside the program, print to the console and
/// throw a page of text.
/// </remarks>
public static class Libtorch
{
    const string Bridge = "libLibTorchSharp.so";

    /// <summary>
    /// What TorchSharp was built for; functions of another version are missing or different, and a call of one ends the process.
    /// </summary>
    internal const string Supported = "2.10";

    static readonly Lazy<(nint Bridge, string Version)> Loaded = new(Load);

    /// <summary>The libtorch in use, such as <c>2.10.0</c> or <c>2.10.0+cu128</c>.</summary>
    /// <exception cref="TorchUnavailableException">It cannot be loaded.</exception>
    public static string Version => Loaded.Value.Version;

    /// <summary>To be called before anything of TorchSharp is. Cheap from the second call on, and safe from any thread.</summary>
    /// <exception cref="TorchUnavailableException">libtorch or TorchSharp's library is missing, of another version, or does not load
    /// here.</exception>
    public static void Require() => _ = Loaded.Value;

    /// <summary>
    /// The folder that holds TorchSharp's library: <c>libtorch</c> beside the program, <c>artifacts/libtorch</c> above it, or the
    /// program's own.
    /// </summary>
    internal static string Locate(string baseDirectory)
    {
        return Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, Bridge)))
            ?? throw new TorchUnavailableException(
                $"{Bridge} is not beside the program nor in artifacts/libtorch above it; build the program again.");

        IEnumerable<string> Candidates()
        {
            yield return baseDirectory;
            for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
            {
                yield return Path.Combine(folder.FullName, "libtorch");
                yield return Path.Combine(folder.FullName, "artifacts", "libtorch");
            }
        }
    }

    /// <summary>The libraries and the version of a libtorch that the user names.</summary>
    /// <param name="named">The folder of an unpacked libtorch, or of Python's torch.</param>
    internal static (string Libraries, string Version) Own(string named)
    {
        var libraries = Path.Combine(named, "lib");
        if (!File.Exists(Path.Combine(libraries, "libtorch_cpu.so")))
            throw new TorchUnavailableException(
                $"LIBTORCH={named} holds no lib/libtorch_cpu.so; "
                + $"set it to the folder of an unpacked libtorch {Supported} or of Python's torch, or unset it.");
        var version = VersionOf(named)
            ?? throw new TorchUnavailableException(
                $"LIBTORCH={named} does not say its version (in build-version or version.py); unset it.");
        return version.StartsWith($"{Supported}.", StringComparison.Ordinal)
            ? (libraries, version)
            : throw new TorchUnavailableException(
                $"LIBTORCH={named} is libtorch {version}, but {Supported} is needed; name another, or unset it.");
    }

    static string? VersionOf(string folder)
    {
        if (File.Exists(Path.Combine(folder, "build-version"))) return File.ReadAllText(Path.Combine(folder, "build-version")).Trim();
        var python = Path.Combine(folder, "version.py");
        var line = File.Exists(python)
            ? File.ReadLines(python).FirstOrDefault(l => l.StartsWith("__version__ ", StringComparison.Ordinal))
            : null;
        return line?.Split('\'', '"').ElementAtOrDefault(1);
    }

    static (nint, string) Load()
    {
        var folder = Locate(AppContext.BaseDirectory);
        var (libraries, version) = Environment.GetEnvironmentVariable("LIBTORCH") is { Length: > 0 } named
            ? Own(named.TrimEnd('/'))
            : (folder, null as string);
        foreach (var file in new[] { "libtorch_cuda.so", "libtorch_cpu.so", "libtorch.so" })
            if (Path.Combine(libraries, file) is var path && File.Exists(path)) Open(path);
        Silence(libraries);
        var bridge = Open(Path.Combine(folder, Bridge));
        foreach (var assembly in new[] { typeof(torch).Assembly, typeof(Libtorch).Assembly })
            NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name == "LibTorchSharp" ? bridge : 0);
        // Nothing of torch may be named before: its first use has TorchSharp look for the libraries itself.
        return (bridge, version ?? System.Version.Parse(torch.__version__).ToString(3));
    }

    /// <summary>
    /// libtorch warns on the console, of what its developers may want to know: of every network that is differentiated twice, for one.
    /// <c>TORCH_CPP_LOG_LEVEL</c> brings the warnings back.
    /// </summary>
    static unsafe void Silence(string libraries)
    {
        const string Level = "TORCH_CPP_LOG_LEVEL";
        if (Environment.GetEnvironmentVariable(Level) is null) ProcessEnvironment.Set(Level, "ERROR");
        // c10::initLogging(), which reads it.
        if (NativeLibrary.TryGetExport(Open(Path.Combine(libraries, "libc10.so")), "_ZN3c1011initLoggingEv", out var initialise))
            ((delegate* unmanaged<void>)initialise)();
    }

    static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            var reason = e.Message.Split('\n')[0].TrimEnd('.', ' ');
            throw new TorchUnavailableException($"libtorch cannot be loaded ({reason}); build the program again on this machine.", e);
        }
    }
}
