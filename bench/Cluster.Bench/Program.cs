using LossActors.Cluster.Bench;
using LossActors.Cluster.Bench.Shapes;

try
{
    var options = BenchOptions.Parse(args);
    Serilog.Log.Logger = BenchOptions.WarningsOnly();
    await using var journal = await BenchJournal.Open(options);
    await (options.Measurement switch
    {
        "nodes" => NodesMeasurement.Of(options, journal),
        "shapes" => ShapesMeasurement.Of(options, journal),
        "persists" => PersistsMeasurement.Of(options, journal),
        "decisions" => DecisionsMeasurement.Of(options),
        "recovery" => RecoveryMeasurement.Of(options, journal),
        "memory" => MemoryMeasurement.Of(options, journal),
        var other => throw new FormatException($"'{other}' is no measurement. {BenchOptions.Usage}"),
    });
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

return 0;
