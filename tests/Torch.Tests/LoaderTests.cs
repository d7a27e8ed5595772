using System.Diagnostics;
using System.Runtime.Versioning;
using LossActors.Torch.Interop;

namespace LossActors.Torch.Tests;

[SupportedOSPlatform("linux")]
public sealed class LoaderTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lossactors-torch");

    public void Dispose() => folder.Delete(recursive: true);

    string Built(string libtorch)
    {
        var current = folder.CreateSubdirectory("Torch/native/build/current");
        File.WriteAllText(Path.Combine(current.FullName, "libtorch"), libtorch + "\n");
        var library = Path.Combine(current.FullName, "libLossActorsTorch.so");
        File.WriteAllText(library, "no library");
        return library;
    }

    static Func<string, string?> Environment(params (string Name, string Value)[] set) =>
        name => set.FirstOrDefault(s => s.Name == name).Value;

    [Fact]
    public void A_build_in_a_folder_above_the_program_is_found()
    {
        var library = Built("/somewhere");
        var program = folder.CreateSubdirectory("Host/bin/Release").FullName;

        Assert.Equal(library, LibraryLoader.Locate(program, Environment()));
    }

    [Fact]
    public void The_named_file_comes_first_and_must_exist()
    {
        var library = Built("/somewhere");

        Assert.Equal(library, LibraryLoader.Locate("/", Environment(("LOSSACTORS_TORCH_NATIVE", library))));
        var error = Assert.Throws<TorchUnavailableException>(() => LibraryLoader.Locate("/", Environment(("LOSSACTORS_TORCH_NATIVE", "/nowhere.so"))));
        Assert.StartsWith("LOSSACTORS_TORCH_NATIVE=/nowhere.so is not a file", error.Message);
    }

    [Fact]
    public void Without_a_build_the_message_names_the_remedy()
    {
        var error = Assert.Throws<TorchUnavailableException>(() => LibraryLoader.Locate(folder.FullName, Environment()));

        Assert.Contains("run eng/setup and then eng/build-native", error.Message);
    }

    [Fact]
    public void A_LIBTORCH_that_holds_none_or_another_than_was_built_for_is_refused()
    {
        Built("/somewhere");
        var other = folder.CreateSubdirectory("other/lib");
        File.WriteAllText(Path.Combine(other.FullName, "libtorch_cpu.so"), "");

        var none = Assert.Throws<TorchUnavailableException>(() => LibraryLoader.Locate(folder.FullName, Environment(("LIBTORCH", "/nowhere"))));
        var changed = Assert.Throws<TorchUnavailableException>(() => LibraryLoader.Locate(folder.FullName, Environment(("LIBTORCH", other.Parent!.FullName))));

        Assert.StartsWith("LIBTORCH=/nowhere holds no lib/libtorch_cpu.so", none.Message);
        Assert.Contains("was built for /somewhere; run eng/build-native", changed.Message);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused_in_one_sentence()
    {
        var error = Assert.Throws<TorchUnavailableException>(() => LibraryLoader.Load(Built("/somewhere")));

        Assert.StartsWith("libtorch cannot be loaded through ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void The_build_script_refuses_a_LIBTORCH_that_holds_none()
    {
        var (code, output) = Script("build-native", ("LIBTORCH", "/nowhere"));

        Assert.Equal((2, "LIBTORCH=/nowhere holds no lib/libtorch_cpu.so; set it to the folder of an unpacked libtorch, or unset it."), (code, output.Trim()));
    }

    [Fact]
    public void Set_up_says_what_it_installs_and_why_and_fetches_package_lists_if_they_are_missing()
    {
        var tools = BareTools();
        var log = Path.Combine(folder.FullName, "apt.log");
        Tool(tools, "apt-get", $"echo \"$@\" >> {log}; [ $1 = update ] && touch {log}.updated; [ -f {log}.updated ]");
        Tool(tools, "sudo", "exec \"$@\"");

        var (code, output) = Script("setup", ("PATH", tools));

        Assert.Equal(0, code);
        Assert.Contains("ninja-build: to build the bridge to libtorch", output);
        string[] calls = File.ReadAllLines(log);
        Assert.EndsWith("cmake g++ ninja-build", calls[0]);
        Assert.StartsWith("update", calls[1]);
        Assert.Equal(calls[0], calls[2]);
    }

    [Fact]
    public void A_system_without_apt_is_told_the_packages()
    {
        var (code, output) = Script("setup", ("PATH", BareTools()));

        Assert.Equal(2, code);
        Assert.Contains("no apt-get", output);
        Assert.Contains("cmake g++ ninja-build", output);
    }

    [Fact]
    public void Set_up_twice_does_nothing_the_second_time()
    {
        Assert.Equal((0, ""), Script("setup"));
        Assert.Equal((0, ""), Script("build-native"));
    }

    [Fact]
    public void A_program_without_libtorch_ends_with_the_sentence_and_no_crash()
    {
        var program = System.Environment.ProcessPath!;
        var arguments = new List<string>();
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            arguments.Add(typeof(LoaderTests).Assembly.Location);
        arguments.AddRange(["--filter-method", "*.The_version_is_a_number"]);

        var (code, output) = Execute(program, arguments, ("LOSSACTORS_TORCH_NATIVE", "/nowhere.so"));

        Assert.NotEqual(0, code);
        Assert.Contains("LOSSACTORS_TORCH_NATIVE=/nowhere.so is not a file", output);
        Assert.Contains("TorchUnavailableException", output);
    }

    string BareTools()
    {
        var tools = folder.CreateSubdirectory("tools").FullName;
        foreach (var tool in new[] { "bash", "dirname", "stat", "tr", "env", "touch" })
            File.CreateSymbolicLink(Path.Combine(tools, tool), Path.Combine("/usr/bin", tool));
        return tools;
    }

    static void Tool(string tools, string name, string body)
    {
        var path = Path.Combine(tools, name);
        File.WriteAllText(path, $"#!/bin/bash\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    static (int, string) Script(string name, params (string, string)[] environment)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "LossActors.sln")))
            root = root.Parent;
        return Execute("/bin/bash", [Path.Combine(root.FullName, "eng", name)], environment);
    }

    static (int, string) Execute(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
