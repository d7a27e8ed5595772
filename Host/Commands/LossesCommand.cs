using System.CommandLine;
using LossActors.Genetics.Genomes;
using LossActors.Host.Terminal;
using Spectre.Console;

namespace LossActors.Host.Commands;

/// <summary><c>losses</c>: the published losses that have a name here.</summary>
static class LossesCommand
{
    public static Command Create()
    {
        var command = new Command("losses", "List the named losses with formula and source");
        command.SetAction(_ =>
        {
            var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
            table.AddColumn("name");
            table.AddColumn("loss");
            table.AddColumn("setting");
            table.AddColumn("source");
            foreach (var loss in NamedLosses.All)
            {
                var genome = loss.Default;
                var usage = loss.Parameters.IsEmpty ? loss.Name : $"{loss.Name}({string.Join(", ", loss.Parameters.Select(p => p.Name))})";
                table.AddRow(Markup.Escape(usage), Markup.Escape(genome.ToString()), Markup.Escape(loss.Note), Markup.Escape(loss.Source));
            }

            foreach (var method in NamedMethod.All)
            {
                table.AddRow(
                    Markup.Escape(method.Name), Markup.Escape(method.Formula), Markup.Escape(method.Note), Markup.Escape(method.Source));
            }

            Consoles.Open(plain: false).Write(table);
            return ExitCode.Done;
        });
        return command;
    }
}
