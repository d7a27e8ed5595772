using LossActors.Actors.Entities;
using LossActors.Persistence.Bytes;

namespace LossActors.Persistence.Tests.Bytes;

public sealed class SnapshotSerializerTests(SerializerSystem system) : IClassFixture<SerializerSystem>
{
    static readonly EntitySnapshot Snapshot = new("island", 2, 30, new byte[] { 1, 2, 3 });

    [Fact]
    public void A_snapshot_is_read_as_it_was_written()
    {
        var read = Assert.IsType<EntitySnapshot>(Read(Serializer.Manifest(Snapshot), Serializer.ToBinary(Snapshot)));

        Assert.Equal(("island", 2, 30), (read.Kind, read.Format, read.Step));
        Assert.Equal(Snapshot.State.ToArray(), read.State.ToArray());
    }

    [Theory]
    [InlineData("island:2:31", new byte[] { 1, 2, 3 })]
    [InlineData("island:2:30", new byte[] { 1, 2, 4 })]
    [InlineData("island:2:30", new byte[] { 1, 2 })]
    [Trait("guarantee", "G2")]
    public void A_damaged_one_says_so_and_ends_nothing(string head, byte[] state)
    {
        var checksum = Serializer.Manifest(Snapshot).Split(':')[3];

        var damaged = Assert.IsType<DamagedSnapshot>(Read($"{head}:{checksum}", state));
        Assert.Contains("do not have the checksum", damaged.Reason, StringComparison.Ordinal);
    }

    SnapshotSerializer Serializer => (SnapshotSerializer)system.Serialization.FindSerializerFor(Snapshot);

    object Read(string manifest, byte[] state) => system.Serialization.Deserialize(state, Serializer.Identifier, manifest);
}
