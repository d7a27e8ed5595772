using Akka.Actor;
using Akka.Hosting;
using LossActors.Host.Configuration;
using LossActors.Host.Nodes;
using LossActors.Host.RunFiles;
using LossActors.Host.Running;
using LossActors.Host.Tests.Program;
using Microsoft.Extensions.DependencyInjection;

namespace LossActors.Host.Tests.RunFiles;

public sealed class MachineSettingsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("node.port=70000", "node.port", "65535")]
    [InlineData("node.port=any", "node.port", "a whole number")]
    [InlineData("node.hots=a", "node.hots is unknown", "did you mean node.host")]
    [InlineData("node.public_host=a", "node.public_host is unknown", "did you mean node.public-host")]
    [InlineData("node.roles=[actor]", "node.roles[0] is \"actor\"", "actors")]
    public void Bad_input_is_one_sentence_with_the_remedy(string set, string fault, string remedy)
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => MachineSettings.Read([set])).Errors).ToString();
        Assert.Contains(fault, error);
        Assert.Contains(remedy, error);
    }

    [Fact]
    public void A_node_listens_on_this_machine_alone_unless_it_is_told_otherwise()
    {
        Assert.Equal(("127.0.0.1", 0, null), Address());
        Assert.Equal(
            ("0.0.0.0", 4711, "far.example"), Address("node.host=\"0.0.0.0\"", "node.port=4711", "node.public-host=far.example"));
    }

    [Fact]
    public async Task The_akka_block_of_a_run_file_reaches_the_actor_system_but_for_what_safety_needs()
    {
        await using var journal = await WorkPlace.Open($"sqlite:{folder.Path}/a.db");
        var machine = MachineSettings.Read(
        [
            "akka.loglevel=WARNING", "akka.cluster.failure-detector.acceptable-heartbeat-pause=9s",
            "akka.remote.dot-netty.tcp.enable-ssl=off", "akka.persistence.journal.sql.replay-filter.mode=fail",
        ]);
        var options = new NodeOptions { Journal = journal, Akka = machine.Akka };
        using var life = new NodeLife(options);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAkka("lossactors", (akka, _) => NodeComposition.Compose(akka, options, life));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var system = host.Services.GetRequiredService<ActorSystem>();
        var settings = system.Settings.Config;
        var detector = Akka.Cluster.Cluster.Get(system).Settings.FailureDetectorConfig;
        Assert.Equal("WARNING", settings.GetString("akka.loglevel"));
        Assert.Equal(TimeSpan.FromSeconds(9), detector.GetTimeSpan("acceptable-heartbeat-pause"));
        Assert.True(settings.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl"));
        Assert.Equal("off", settings.GetString("akka.persistence.journal.sql.replay-filter.mode"));
        await system.Terminate();
    }

    static (string, int, string?) Address(params string[] set) =>
        MachineSettings.Read(set).Node is var node ? (node.Host, node.Port, node.PublicHost) : default;
}
