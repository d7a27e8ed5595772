using System.Diagnostics;
using LossActors.Host.Configuration;
using LossActors.Host.Reports;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.Reports;

public sealed class OutputFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_cannot_be_written_is_refused_by_its_name_before_the_work()
    {
        File.WriteAllText(In("file"), "kept");
        Directory.CreateDirectory(In("folder/report.md"));
        Refuses("it is a folder; name a file in it", () => OutputFile.Check(new(In("folder"))));
        Refuses("its folder is not there; make it first", () => OutputFile.Check(new(In("nowhere/x"))));
        Refuses("it is a file; name a folder", () => OutputFile.Folder(In("file")));
        Refuses("no folder can be there", () => OutputFile.Folder(In("file/x")));
        Refuses("it is a file; name a folder", () => OutputFile.CheckFolder(In("file")));
        Refuses("no folder can be there", () => OutputFile.CheckFolder(In("file/x/y")));
        Refuses("report.md: cannot be written: it is a folder", () => ReportFiles.Check(In("folder"), "report"));
        Refuses("/dev/full: cannot be written: No space left", () => OutputFile.Write("/dev/full", "x"));
        Refuses("/dev/full: cannot be written: No space left", () => OutputFile.Check(new("/dev/full")));

        OutputFile.Check(new(In("file")));
        OutputFile.Check(new(In("new")));
        OutputFile.CheckFolder(In("a/b/c"));
        ReportFiles.Check(In("a/b"), "report");
        Refuses("too long", () => OutputFile.CheckFolder(In($"a/{new string('x', 300)}")));
        Assert.Equal(["file", "folder"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal("kept", File.ReadAllText(In("file")));
    }

    [Fact]
    public void A_journal_and_a_run_file_are_never_written_over()
    {
        File.WriteAllText(In("small.conf"), "run { }");
        File.WriteAllText(In("journal"), "SQLite format 3\0and more");
        foreach (var name in (string[])["small.conf", "journal"])
        {
            var before = File.ReadAllText(In(name));
            Refuses("is not written to", () => OutputFile.Check(new(In(name))));
            Refuses("is not written to", () => OutputFile.Write(In(name), "x"));
            Assert.Equal(before, File.ReadAllText(In(name)));
        }

        File.CreateSymbolicLink(In("link"), "journal");
        Refuses("is not written to", () => OutputFile.Check(new(In("link"))));
        Refuses("is not written to", () => OutputFile.Check(new(In("journal-wal"))));
        File.WriteAllText(In("file"), "");
        Refuses("/file' is a file and no folder", () => OutputFile.Check(new(In("file/x/y"))));
    }

    [Fact]
    public void A_full_disk_and_one_that_is_read_only_are_told_before_the_work()
    {
        var disk = Directory.CreateDirectory(In("disk")).FullName;
        AsRoot.Run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk);
        try
        {
            Refuses("No space left", () => OutputFile.Check(new(Path.Combine(disk, "x"))));
            Refuses("No space left", () => ReportFiles.Check(disk, "report"));
            Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
            File.WriteAllText(Path.Combine(disk, "old"), "kept");
            Refuses("No space left", () => OutputFile.Check(new(Path.Combine(disk, "old"))));
            Assert.Equal("kept", File.ReadAllText(Path.Combine(disk, "old")));
            File.WriteAllText(Path.Combine(disk, "old"), "");
            Refuses("No space left", () => OutputFile.Check(new(Path.Combine(disk, "old"))));
            AsRoot.Run("mount", "-o", "remount,ro", disk);
            Refuses("Read-only", () => OutputFile.Folder(disk));
            Refuses("Read-only", () => OutputFile.CheckFolder(Path.Combine(disk, "new")));
        }
        finally
        {
            AsRoot.Run("umount", disk);
        }
    }

    [Fact]
    public void A_pipe_is_neither_read_nor_written_to_before_the_work()
    {
        using var cat = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var pipe = $"/proc/{cat.Id}/fd/0";
        OutputFile.Check(new(pipe));
        OutputFile.Write(pipe, "{ }");
        cat.StandardInput.Close();
        Assert.Equal("{ }", cat.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void A_named_pipe_which_waits_for_a_reader_is_refused()
    {
        AsRoot.Run("mkfifo", In("pipe"));
        File.CreateSymbolicLink(In("link"), "pipe");
        Refuses("pipe: is not written to, since it is a pipe; name another file", () => OutputFile.Check(new(In("pipe"))));
        Refuses("since it is a pipe", () => OutputFile.CheckAny(new(In("link"))));
        Refuses("since it is a pipe", () => OutputFile.Write(In("pipe"), "x"));
    }

    [Fact]
    public void What_the_work_keeps_or_reads_is_not_written_over_whatever_the_path_and_before_it_is_there()
    {
        File.WriteAllText(In("data.csv"), "x,y");
        Directory.CreateSymbolicLink(In("here"), folder.Path);
        File.CreateSymbolicLink(In("later"), "run.db");
        var journal = $"sqlite:{In("run.db")}";
        foreach (var name in (string[])["run.db", "run.db-wal", "here/run.db-shm", "later"])
            Refuses("since it is the journal", () => OutputFile.CheckApart([new(In(name))], journal, []));
        foreach (var name in (string[])["data.csv", "here/data.csv"])
            Refuses("since it is read by this work", () => OutputFile.CheckApart([null, new(In(name))], journal, [In("data.csv")]));

        OutputFile.CheckApart([null, new(In("other")), new(In("data.csv"))], journal, [In("run.conf")]);
        OutputFile.CheckApart([new(In("run.db"))], "postgres://host/run.db", []);
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_is_printed_and_its_file_is_named()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        Directory.CreateDirectory(In("out"));
        using var run = program.Start("run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--summary", "out/summary.json");
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await new JournalFile(In("run.db")).Searched(run);
        Directory.Delete(In("out"));
        Assert.Contains("Champion", await output);
        Assert.Equal($"{In("out/summary.json")}: cannot be written: its folder is not there; make it first\n", await error);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, run.ExitCode);
    }

    string In(string name) => Path.Combine(folder.Path, name);

    static void Refuses(string why, Action act) => Assert.Contains(why, Assert.Throws<ConfigurationException>(act).Message);
}
