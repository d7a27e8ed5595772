using LossActors.Host.Configuration.Hocon;
using LossActors.Host.Configuration.Settings;

namespace LossActors.Host.Tests.Configuration;

public class HoconSampleTests
{
    const string Sample = """"
        # A file that uses the whole grammar.
        base { optimiser { kind = sgd, lr = 0.003, momentum = 0.9 } }   // shared

        run { name = sample, seed = 1 }
        data = "."
        data = ${?SAMPLE_DATA}
        journal = "sqlite:"${data}/${run.name}.db
        islands : {
          count = 4
          "migration" { every = 15, elites = 2 },
          topology = ring
        }
        islands.migration.lag = auto
        seeds = [
          ce, ngl   # two on a line
          "-y*root(3, p)"
        ]
        seeds += "focal"
        evaluation = ${base} { steps = 1000, optimiser.lr = "tune(0.001, 0.01)" }
        lease { ttl = 20 seconds, poll = 250ms }
        notes = """two
        "lines" """
        """";

    [Fact]
    public void A_run_file_reads_as_it_is_meant() => Assert.Equal(
        """
        base.optimiser.kind = sgd
        base.optimiser.lr = 0.003
        base.optimiser.momentum = 0.9
        data = /srv
        evaluation.optimiser.kind = sgd
        evaluation.optimiser.lr = "tune(0.001, 0.01)"
        evaluation.optimiser.momentum = 0.9
        evaluation.steps = 1000
        islands.count = 4
        islands.migration.elites = 2
        islands.migration.every = 15
        islands.migration.lag = auto
        islands.topology = ring
        journal = "sqlite:/srv/sample.db"
        lease.poll = 250ms
        lease.ttl = 20 seconds
        notes = "two\n\"lines\" "
        run.name = sample
        run.seed = 1
        seeds = [ce, ngl, "-y*root(3, p)", focal]
        """.ReplaceLineEndings("\n"),
        string.Join('\n', Read().Flatten().Select(leaf => $"{leaf.Key} = {leaf.Value}")));

    [Fact]
    public void Its_settings_have_their_types()
    {
        var (ttl, seeds) = SettingsReader.Read(Read(), s =>
        {
            s.Accept("base", "run", "data", "journal", "islands", "evaluation", "notes");
            return (
                s.Get("lease.ttl", Setting.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5))),
                s.Get("seeds", Setting.List(Setting.Name)).Count + s.Get("lease.poll", Setting.Duration()).Milliseconds);
        });

        Assert.Equal((TimeSpan.FromSeconds(20), 254), (ttl, seeds));
    }

    static HoconObject Read() => Conf.Read(Sample, new HoconOptions { Environment = name => name == "SAMPLE_DATA" ? "/srv" : null });
}
