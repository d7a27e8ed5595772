using LossActors.Host.Commands;
using LossActors.Host.Terminal;
using LossActors.Learning.Data;

Consoles.Guard();
DataSource.Announce = Console.Error.WriteLine;
return await CommandLine.Run(args, Console.Error, CancellationToken.None);
