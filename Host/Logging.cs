using LossActors.Host.RunFiles;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace LossActors.Host;

/// <summary>Where log messages go: the console, and a daily rolling file.</summary>
static class Logging
{
    const string Form = "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext} {Message:lj}{NewLine}";

    /// <param name="live">A display owns the terminal: only warnings may break into it.</param>
    public static ILoggerFactory Open(LogSettings settings, bool live, bool verbose)
    {
        var least = (LogEventLevel)(settings.Level + 1);
        var console = live && least < LogEventLevel.Warning ? LogEventLevel.Warning : least;
        var form = verbose ? Form + "{Exception}" : Form;
        var configuration = new LoggerConfiguration().MinimumLevel.Is(least)
            .WriteTo.Console(console, form, standardErrorFromLevel: LogEventLevel.Verbose);
        if (settings.File is { } file)
            configuration = configuration.WriteTo.File(file, least, Form + "{Exception}", rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14, shared: true);
        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}
