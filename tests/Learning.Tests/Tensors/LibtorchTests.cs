using System.Diagnostics;
using System.Text.Json;

namespace LossActors.Learning.Tests.Tensors;

public sealed class LibtorchTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lossactors-libtorch-");

    public void Dispose() => folder.Delete(recursive: true);

    string Put(string name, string text = "")
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return Path.GetDirectoryName(path)!;
    }

    static string Refused(Action action)
    {
        var message = Assert.Throws<TorchUnavailableException>(action).Message;
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    [Fact]
    public void The_one_in_use_is_that_of_the_package_and_TorchSharp_copied_none()
    {
        Assert.Equal("2.10.0", Libtorch.Version);
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }

    [Fact]
    public void The_build_s_folder_is_found_above_the_program_and_a_published_one_beside_it()
    {
        var program = folder.CreateSubdirectory("tests/Some.Tests/bin").FullName;
        Refused(() => Libtorch.Locate(program));

        var above = Put("artifacts/libtorch/libLibTorchSharp.so");
        Assert.Equal(above, Libtorch.Locate(program));
        var beside = Put("tests/Some.Tests/bin/libtorch/libLibTorchSharp.so");
        Assert.Equal(beside, Libtorch.Locate(program));
    }

    [Theory]
    [InlineData("build-version", "2.10.0+cpu\n", "2.10.0+cpu")]
    [InlineData("version.py", "from typing import Optional\n__version__ = '2.10.1+cu128'\n", "2.10.1+cu128")]
    public void Ones_own_says_its_version_as_an_archive_or_as_Pythons(string file, string text, string version)
    {
        var libraries = Put("own/lib/libtorch_cpu.so");
        Put($"own/{file}", text);

        Assert.Equal((libraries, version), Libtorch.Own(Path.Combine(folder.FullName, "own")));
    }

    [Fact]
    public void Another_version_none_and_one_that_does_not_say_are_refused()
    {
        var own = Path.Combine(folder.FullName, "own");
        Assert.Contains("holds no lib/libtorch_cpu.so", Refused(() => Libtorch.Own(own)), StringComparison.Ordinal);
        Put("own/lib/libtorch_cpu.so");
        Assert.Contains("does not say its version", Refused(() => Libtorch.Own(own)), StringComparison.Ordinal);
        Put("own/build-version", "2.11.0+cpu");
        Assert.Contains("is libtorch 2.11.0+cpu, but 2.10 is needed", Refused(() => Libtorch.Own(own)), StringComparison.Ordinal);
        Put("own/build-version", "2.1.0");
        Assert.Contains("2.1.0", Refused(() => Libtorch.Own(own)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "TorchSharp", "libtorch-cpu-linux-x64")]
    [InlineData("-p:Torch=cuda", "TorchSharp-cuda-linux")]
    public void A_property_of_the_build_chooses_the_package(string property, params string[] expected)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "LossActors.sln"))) root = root.Parent;
        string[] arguments = ["msbuild", Path.Combine(root.FullName, "Models", "Learning", "Learning.csproj"), "-getItem:PackageReference"];
        if (property.Length > 0) arguments = [.. arguments, property];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();

        var packages = answer.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(p => p.GetProperty("Identity").GetString()!);
        Assert.Equal(expected, packages.Where(p => p.Contains("torch", StringComparison.OrdinalIgnoreCase)));
    }
}
