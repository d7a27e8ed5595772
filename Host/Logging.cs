using LossActors.Host.Configuration;
using LossActors.Host.Reports;
using LossActors.Host.RunFiles;
using Serilog;
using Serilog.Events;

namespace LossActors.Host;

/// <summary>Where log messages go: the console, and a daily rolling file.</summary>
static class Logging
{
    const string Form = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}";

    /// <summary>Before any work: a file that cannot be written is left out later without a word.</summary>
    /// <exception cref="ConfigurationException">The file of today, or the folder, cannot be written.</exception>
    public static void Check(LogSettings settings)
    {
        if (settings.File is not { } file) return;
        var whole = Path.GetFullPath(file);
        if (Path.GetDirectoryName(whole) is not { } folder)
            throw new ConfigurationException("log.file", $"is {file}, a folder; name a file in it");
        OutputFile.CheckFolder(folder);
        var name = $"{Path.GetFileNameWithoutExtension(whole)}{DateTime.Now:yyyyMMdd}{Path.GetExtension(whole)}";
        if (Path.Join(folder, name) is var today && Path.Exists(today)) OutputFile.CheckAny(new FileInfo(today));
    }

    /// <summary>Until it is disposed, all that the actors log goes there: Akka's logger writes to <see cref="Log.Logger"/>.</summary>
    /// <param name="live">A display owns the terminal: only warnings may break into it.</param>
    public static IDisposable Open(LogSettings settings, bool live, bool verbose)
    {
        var least = (LogEventLevel)(settings.Level + 1);
        var console = live && least < LogEventLevel.Warning ? LogEventLevel.Warning : least;
        var form = verbose ? Form + "{Exception}" : Form;
        var configuration = new LoggerConfiguration().MinimumLevel.Is(least)
            .WriteTo.Console(console, form, standardErrorFromLevel: LogEventLevel.Verbose);
        if (least > LogEventLevel.Debug)
        {
            // What the cluster says of itself is for its developers; people want to know what it means for the work. Shards that are asked
            // for before they are there, and heartbeats late on a machine that trains, are every day's.
            configuration.MinimumLevel.Override("Akka", LogEventLevel.Warning)
                .MinimumLevel.Override("Akka.Cluster.Sharding", LogEventLevel.Fatal)
                .MinimumLevel.Override("Akka.Cluster.ClusterHeartbeatSender", LogEventLevel.Error);
        }

        if (settings.File is { } file)
        {
            configuration = configuration.WriteTo.File(
                file, least, Form + "{Exception}", rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14, shared: true);
        }

        Log.Logger = configuration.CreateLogger();
        return new Closing();
    }

    sealed class Closing : IDisposable
    {
        public void Dispose() => Log.CloseAndFlush();
    }
}
