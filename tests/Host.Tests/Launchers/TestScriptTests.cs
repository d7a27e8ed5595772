using System.Runtime.Versioning;

namespace LossActors.Host.Tests.Launchers;

[SupportedOSPlatform("linux")]
public sealed class TestScriptTests : IDisposable
{
    const string Good = "printf 'Test run summary: Passed!\\n  total: 3\\n  failed: 0\\n  succeeded: 2\\n  skipped: 1\\n'";

    readonly Workplace _workplace = new();

    public TestScriptTests()
    {
        foreach (var room in new[] { "Apple", "Berry" })
            _workplace.Write($"tests/{room}.Tests/{room}.Tests.csproj", "");
    }

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public void The_last_line_is_the_sum_over_all_projects()
    {
        _workplace.Dotnet(Good);

        var (code, output, _) = _workplace.Run("test");

        Assert.Equal(0, code);
        Assert.Matches(
            @"^Apple.Tests: 2 passed, 0 failed, 1 skipped, \d+ s\nBerry.Tests: 2 passed, 0 failed, 1 skipped, \d+ s\n"
            + @"4 passed, 0 failed, 2 skipped\n$",
            output);
    }

    [Theory]
    [InlineData(
        "echo 'failed A_test'; printf '  failed: 1\\n  succeeded: 5\\n  skipped: 0\\n'; exit 2",
        "Apple.Tests: 5 passed, 1 failed, 0 skipped, \\d+ s\n7 passed, 1 failed, 1 skipped")]
    [InlineData(
        "echo boom; kill -SEGV $$",
        "Apple.Tests: 0 passed, 1 failed, 0 skipped, \\d+ s, ended without a summary \\(exit code 139\\)\n2 passed, 1 failed, 1 skipped")]
    [InlineData("exec sleep 30", "Apple.Tests: 0 passed, 1 failed, 0 skipped, \\d+ s, stopped after 1 s\n2 passed, 1 failed, 1 skipped")]
    [InlineData(
        "printf '  failed: 0\\n  succeeded: 0\\n  skipped: 0\\n'; exit 8",
        "Apple.Tests: 0 passed, 1 failed, 0 skipped, \\d+ s, has no tests\n2 passed, 1 failed, 1 skipped")]
    [InlineData(
        "printf '  failed: 0\\n  succeeded: 3\\n  skipped: 0\\n'; exit 7",
        "Apple.Tests: 3 passed, 1 failed, 0 skipped, \\d+ s, exit code 7\n5 passed, 1 failed, 1 skipped")]
    public void A_project_that_goes_wrong_fails_the_whole_and_stops_nothing(string run, string lines)
    {
        _workplace.Dotnet($"case $1 in *LossActors.Apple.Tests.dll) {run};; *) {Good};; esac");

        var (code, output, _) = _workplace.Run("test", new Dictionary<string, string> { ["LOSSACTORS_TEST_LIMIT"] = "1" });

        var (project, total) = (lines.Split('\n')[0], lines.Split('\n')[1]);
        Assert.Equal(1, code);
        Assert.Matches($"\n{project}\n", output);
        Assert.EndsWith($"\n{total}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rooms_can_be_chosen()
    {
        _workplace.Dotnet(Good);

        Assert.EndsWith("\n2 passed, 0 failed, 1 skipped\n", _workplace.Run("test", "Berry").Output, StringComparison.Ordinal);
        Assert.Equal((2, "", "There are no tests named Cherry; there are: Apple Berry\n"), _workplace.Run("test", "Cherry"));
    }

    [Fact]
    public void Tests_of_whole_processes_start_the_program_that_users_start()
    {
        _workplace.Write("tests/Host.Tests/Host.Tests.csproj", "");
        _workplace.Dotnet($"echo \"starts ${{LOSSACTORS_PROGRAM:-nothing}}\"; exit 3");
        // Whoever runs this test may have it set.
        var unset = new Dictionary<string, string> { ["LOSSACTORS_PROGRAM"] = "" };

        Assert.Matches("starts nothing\n", _workplace.Run("test", unset, "Apple").Output);
        Assert.Matches("starts /.*/artifacts/program/lossactors.dll\n", _workplace.Run("test", unset, "Host").Output);
    }

    [Fact]
    public void A_build_that_fails_runs_nothing()
    {
        _workplace.Dotnet(Good, build: "echo 'error CS1'; exit 1");

        var (code, output, _) = _workplace.Run("test");

        Assert.Equal((2, ""), (code, output));
    }

    [Fact]
    public void Nothing_is_built_where_the_set_up_fails()
    {
        Assert.Equal(2, _workplace.Run("test", new Dictionary<string, string> { ["SETUP_EXIT"] = "2" }).Code);
        Assert.Equal("", _workplace.Asked);
    }

    [Fact]
    public void The_build_server_finds_the_data_beside_the_repository()
    {
        _workplace.Dotnet($"echo \"data ${{LOSSACTORS_DATA-}} $CI\"; exit 3");
        _workplace.Write("../shared/data/file", "");

        Assert.Matches("data /.*/shared/data true\n", _workplace.Run(".ci/run").Output);
        Assert.Contains(
            "data /own true\n",
            _workplace.Run(".ci/run", new Dictionary<string, string> { ["LOSSACTORS_DATA"] = "/own" }).Output,
            StringComparison.Ordinal);
    }
}
