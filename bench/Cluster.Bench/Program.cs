using LossActors.Cluster.Bench;

ClusterOptions options;
try
{
    options = ClusterOptions.Parse(args);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

var figures = await Measurement.Of(options);
Console.WriteLine(figures.Table());
if (options.Output is { } file) await File.WriteAllTextAsync(file, figures.ToJson() + "\n");
return 0;
