using System.Runtime.Versioning;

namespace LossActors.Host.Tests.Launchers;

[SupportedOSPlatform("linux")]
public sealed class LauncherTests : IDisposable
{
    readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public void The_first_start_builds_and_later_ones_do_not()
    {
        _workplace.Age();

        Assert.Equal("Building the program …\n", _workplace.Run("lossactors").Error);
        Assert.Equal("", _workplace.Run("lossactors").Error);
        Assert.Single(_workplace.Asked.Split('\n'), line => line.StartsWith("publish ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Models/Room/Source/File.cs")]
    [InlineData("Host/New.cs")]
    [InlineData("hocon/reference.conf")]
    [InlineData("Directory.Build.props")]
    public void A_changed_source_is_built(string source)
    {
        _workplace.Age();
        _workplace.Run("lossactors");
        _workplace.Age();

        _workplace.Write(source, "changed");

        Assert.Equal("Building the program …\n", _workplace.Run("lossactors").Error);
    }

    [Fact]
    public void A_deleted_source_is_built()
    {
        _workplace.Write("Models/Room/Source/File.cs", "");
        _workplace.Age();
        _workplace.Run("lossactors");
        _workplace.Age();

        _workplace.Delete("Models/Room/Source/File.cs");

        Assert.Equal("Building the program …\n", _workplace.Run("lossactors").Error);
    }

    [Fact]
    public void A_failed_build_shows_its_errors_and_is_tried_again()
    {
        _workplace.Dotnet("", build: "echo 'A.cs(1,1): error CS1: wrong'; echo noise; exit 1");

        var (code, _, error) = _workplace.Run("lossactors");

        Assert.Equal(2, code);
        Assert.Contains("A.cs(1,1): error CS1: wrong\nThe build failed; the whole log is ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("noise", error, StringComparison.Ordinal);
        Assert.Contains("Building the program", _workplace.Run("lossactors").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_and_exit_codes_pass_through()
    {
        _workplace.Dotnet("shift; printf '<%s>' \"$@\"; exit 130");

        var (code, output, _) = _workplace.Run("lossactors", "run", "a b.conf", "--set", "x=\"y\"", "");

        Assert.Equal((130, "<run><a b.conf><--set><x=\"y\"><>"), (code, output));
    }

    [Fact]
    public void A_missing_sdk_is_one_clear_sentence()
    {
        _workplace.Dotnet("", sdk: "9.0.300");

        var (code, _, error) = _workplace.Run("lossactors");

        Assert.Equal(2, code);
        Assert.StartsWith("The .NET 10 SDK is not installed (", error, StringComparison.Ordinal);
        Assert.EndsWith(
            "Install the package dotnet-sdk-10.0, or follow https://dotnet.microsoft.com/download/dotnet/10.0, and start again.\n",
            error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_done_to_a_library_is_said_once()
    {
        const string folder = "\"$(dirname \"$0\")/../artifacts/libtorch\"";
        _workplace.Dotnet("", build: $"mkdir -p {folder}; echo 'A library was mended.' > {folder}/mended");

        Assert.Equal("Building the program …\nA library was mended.\n", _workplace.Run("lossactors").Error);
        Assert.Equal("", _workplace.Run("lossactors").Error);
    }

    [Fact]
    public void The_allocator_s_settings_reach_the_program_unless_the_user_has_others()
    {
        _workplace.Dotnet("echo \"$MALLOC_MMAP_THRESHOLD_ $MALLOC_TRIM_THRESHOLD_ $MALLOC_TOP_PAD_\"");

        Assert.Equal("1073741824 2147483648 67108864\n", _workplace.Run("lossactors").Output);
        var own = new Dictionary<string, string> { ["MALLOC_TOP_PAD_"] = "5" };
        Assert.Equal("1073741824 2147483648 5\n", _workplace.Run("lossactors", own).Output);
    }
}
