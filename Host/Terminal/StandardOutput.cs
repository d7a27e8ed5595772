using System.Globalization;
using System.Text;
using LossActors.Host.Configuration;

namespace LossActors.Host.Terminal;

/// <summary>Standard output, whose faults are told as its own and not as those of some file.</summary>
/// <exception cref="ConfigurationException">From each method that writes: it takes nothing more, such as a file on a full disk.</exception>
sealed class StandardOutput(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Flush() => Try(inner.Flush);

    protected override void Dispose(bool disposing)
    {
        if (disposing) Try(inner.Dispose);
        base.Dispose(disposing);
    }

    static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw new ConfigurationException(
                "standard output", $"cannot be written: {e.Message.TrimEnd('.')}; make room, or send it somewhere else");
        }
    }
}
