namespace LossActors.Simulation.Tests.Worlds;

/// <summary>Loses, doubles, delays and so reorders what is sent.</summary>
sealed class Network(Scheduler scheduler, Chance chance)
{
    public long Messages { get; private set; }

    public void Send(Action arrive)
    {
        Messages++;
        if (chance.Strikes(Fault.MessagesAreLost, 0.05)) return;
        for (var copies = chance.Strikes(Fault.MessagesComeTwice, 0.08) ? 2 : 1; copies > 0; copies--)
            scheduler.After(chance.Strikes(Fault.MessagesAreLate, 0.1) ? chance.Seconds(0.02, 9) : chance.Seconds(0.001, 0.02), arrive);
    }
}
