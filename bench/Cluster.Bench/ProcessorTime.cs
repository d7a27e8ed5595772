using System.Diagnostics;
using System.Globalization;

namespace LossActors.Cluster.Bench;

/// <summary>Processor seconds so far: of this process (the nodes), of PostgreSQL if it runs here, and of the machine as a whole.</summary>
readonly record struct ProcessorTime(double Nodes, double Postgres, double Machine)
{
    const double TicksASecond = 100;

    /// <param name="postmaster">Pid of the server's first process, or null if it is on another machine.</param>
    public static ProcessorTime Now(int? postmaster)
    {
        using var me = Process.GetCurrentProcess();
        // user, nice, system, idle, waiting for the disk, interrupts, …: all but the two idle ones.
        var machine = File.ReadLines("/proc/stat").First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(long.Parse).ToArray();
        return new ProcessorTime(
            me.TotalProcessorTime.TotalSeconds, postmaster is { } server ? OfFamily(server) : 0,
            machine.Where((_, i) => i is not (3 or 4) && i < 8).Sum() / TicksASecond);
    }

    public static ProcessorTime operator -(ProcessorTime a, ProcessorTime b) =>
        new(a.Nodes - b.Nodes, a.Postgres - b.Postgres, a.Machine - b.Machine);

    /// <summary>Children that have ended are in their parent's account.</summary>
    static double OfFamily(int parent) => Directory.GetDirectories("/proc").Select(Path.GetFileName)
        .Where(name => int.TryParse(name, out _)).Sum(name =>
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{name}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                var own = name == parent.ToString(CultureInfo.InvariantCulture);
                return own || fields[1] == parent.ToString(CultureInfo.InvariantCulture)
                    ? (own ? fields[11..15] : fields[11..13]).Sum(f => long.Parse(f, CultureInfo.InvariantCulture)) / TicksASecond : 0;
            }
            catch (IOException)
            {
                return 0;
            }
        });
}
