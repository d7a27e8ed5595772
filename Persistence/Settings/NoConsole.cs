using Akka.Event;

namespace LossActors.Persistence.Settings;

/// <summary>
/// Takes what an actor system says before its loggers start and after they have stopped: nothing that people need. A level of "off"
/// alone lets some lines through at the end, unformatted, on standard output, where the results are.
/// </summary>
public sealed class NoConsole : MinimalLogger
{
    protected override void Log(object message)
    {
    }
}
