using LossActors.Host.Nodes;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Tests.Databases;

namespace LossActors.Cluster.Tests.Security;

[Trait("guarantee", "G11")]
public sealed class ReaderTests(PostgresServer server)
{
    [Fact]
    public async Task Who_may_only_read_the_database_can_look_and_not_join()
    {
        var address = await server.NewJournal();
        await using var owner = await Database.Open(JournalAddress.Parse(address));
        await using var node = await ClusterNode.Start(new NodeOptions { Journal = owner, Serves = Service.None }, CancellationToken.None);
        var schema = new Npgsql.NpgsqlConnectionStringBuilder(address).SearchPath!;
        await owner.Use(s => s.Run($"CREATE ROLE {schema}_reader LOGIN PASSWORD 'look'"));
        await owner.Use(s => s.Run($"GRANT USAGE ON SCHEMA {schema} TO {schema}_reader"));
        await owner.Use(s => s.Run($"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}_reader"));
        var theirs = JournalAddress.Parse(
            new Npgsql.NpgsqlConnectionStringBuilder(address) { Username = $"{schema}_reader", Password = "look" }.ToString());

        await using var reader = await Database.Open(theirs, JournalAccess.ReadOnly);
        Assert.Equal(NodeState.Up, Assert.Single(await new NodeTable(reader).Read()).State);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var refused = await Assert.ThrowsAsync<JournalException>(async () =>
        {
            await using var writer = await Database.Open(theirs, JournalAccess.Existing);
            await using var joined = await ClusterNode.Start(new NodeOptions { Journal = writer, Serves = Service.None }, patience.Token);
        });
        Assert.False(refused.MayPass, refused.Message);
        Assert.Single(await new NodeTable(owner).Read());
    }
}
