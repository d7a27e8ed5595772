using System.Text;
using LossActors.Actors.Entities;
using LossActors.Persistence.Bytes;

namespace LossActors.Persistence.Tests.Bytes;

public sealed class EventBytesTests
{
    static readonly EventBytes Bytes = new(TestEvents.Codec);

    [Fact]
    public void An_event_is_read_as_it_was_written()
    {
        var journaled = TestEvents.Journaled(new Grown(3, 0.1 + 0.2, "é\"x"), 7);
        var (manifest, payload) = Bytes.Write(journaled);

        Assert.Equal(journaled, Bytes.Read(manifest, payload));
        Assert.StartsWith("test:Grown:1:", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_canonical_body_lies_in_it_byte_for_byte()
    {
        var happened = new Grown(3, 0.5, "n");
        var (_, payload) = Bytes.Write(TestEvents.Journaled(happened));

        Assert.Equal(Encoding.UTF8.GetString(TestEvents.Codec.Write(happened)), EventBytes.Body(payload));
        Assert.Equal(
            """{"step":1,"process":"p1","node":"node/1","cost":{"evaluation":"e1","seconds":0.1,"trainedFor":"run/r","device":"cpu"},"""
            + "\"event\":" + """{"Size":3,"Weight":0.5,"Note":"n"}}""",
            Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public void The_same_event_has_the_same_bytes()
    {
        var journaled = TestEvents.Journaled(new Shrunk("x")) with { Cost = null };
        Assert.Equal(Bytes.Write(journaled).Payload, Bytes.Write(journaled).Payload);
        Assert.Equal(journaled, Bytes.Read(Bytes.Write(journaled).Manifest, Bytes.Write(journaled).Payload));
    }

    [Fact]
    [Trait("guarantee", "G2")]
    public void Every_edited_or_torn_byte_is_found()
    {
        var (manifest, payload) = Bytes.Write(TestEvents.Journaled(new Grown(3, 0.5, "1")));
        for (var i = 0; i < payload.Length; i++)
        {
            var (edited, length) = ((byte[])payload.Clone(), i);
            edited[i] ^= 1;
            Assert.Throws<DamagedEventException>(() => Bytes.Read(manifest, edited));
            Assert.Throws<DamagedEventException>(() => Bytes.Read(manifest, payload.AsSpan(0, length)));
        }

        Assert.Throws<DamagedEventException>(() => Bytes.Read(manifest.Replace("Grown", "Shrunk", StringComparison.Ordinal), payload));
    }

    [Theory]
    [InlineData("")]
    [InlineData("test:Grown:1")]
    [InlineData("test:Grown:x:00000000")]
    [InlineData("other:Grown:1:00000000")]
    [InlineData("System.Object, System.Private.CoreLib")]
    public void What_is_no_manifest_of_ours_is_refused_by_a_sentence(string manifest)
    {
        var refusal = Assert.Throws<DamagedEventException>(() => Bytes.Read(manifest, "{}"u8));
        Assert.StartsWith("An event of the journal is damaged: its manifest", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_a_newer_program_is_told_from_a_damaged_one()
    {
        var newer = new EventBytes(new EventCodec<TestEvent>("test", TestEventJson.Default, 2, typeof(Grown)));
        var (manifest, payload) = newer.Write(TestEvents.Journaled(new Grown(1, 1, "1")));

        Assert.Throws<UnknownEventException>(() => Bytes.Read(manifest, payload));
    }
}
