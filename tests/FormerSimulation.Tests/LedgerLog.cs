using Microsoft.Extensions.Logging;

namespace LossActors.FormerSimulation.Tests;

/// <summary>No actor is ever parked here: what a node logs as an error is a defect.</summary>
sealed class LedgerLog(Ledger ledger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) ledger.Break($"{formatter(state, exception)}\n{exception}");
    }
}
