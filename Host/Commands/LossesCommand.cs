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
        var plain = CommonOptions.Plain();
        var command = new Command("losses", "List the named losses with formula and source") { plain };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(plain))
                foreach (var row in Rows()) Console.WriteLine(string.Join("  ", row));
            else
                Consoles.Open(plain: false).WriteWhole(AsTable());
            return ExitCode.Done;
        });
        return command;
    }

    static Table AsTable()
    {
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        // What is to be copied is never broken in two.
        table.AddColumn(new TableColumn("name").NoWrap());
        table.AddColumn("loss");
        table.AddColumn("setting");
        table.AddColumn("source");
        foreach (var row in Rows()) table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    /// <summary>Name with parameters, formula, setting, source.</summary>
    static IEnumerable<string[]> Rows() =>
    [
        .. NamedLosses.All.Select(loss => (string[])[Usage(loss), loss.Default.ToString(), loss.Note, loss.Source]),
        .. NamedMethod.All.Select(method => (string[])[method.Name, method.Formula, method.Note, method.Source]),
    ];

    static string Usage(NamedLoss loss) =>
        loss.Parameters.IsEmpty ? loss.Name : $"{loss.Name}({string.Join(", ", loss.Parameters.Select(p => p.Name))})";
}
