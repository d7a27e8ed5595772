using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using LossActors.Actors.Entities;
using LossActors.Persistence.Bytes;

namespace LossActors.Persistence.Tests.Bytes;

public sealed class WireSerializerTests(SerializerSystem system) : IClassFixture<SerializerSystem>
{
    public static TheoryData<string> Messages => [.. typeof(IMessage).Assembly.GetTypes()
        .Where(t => t.IsAssignableTo(typeof(IMessage)) && !t.IsAbstract && t.IsVisible).Select(t => t.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_arrives_as_it_was_sent(string name)
    {
        var message = Samples.Of(typeof(IMessage).Assembly.GetTypes().Single(t => t.Name == name));
        var serializer = Assert.IsType<WireSerializer>(system.Serialization.FindSerializerFor(message));
        var manifest = serializer.Manifest(message);
        var bytes = serializer.ToBinary(message);
        var arrived = system.Serialization.Deserialize(bytes, serializer.Identifier, manifest);

        Assert.Equal(name, manifest);
        Assert.IsType(message.GetType(), arrived);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(serializer.ToBinary(arrived)));
        Samples.Same(message, arrived, name);
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("System.IO.FileInfo, System.Private.CoreLib")]
    [InlineData("LossActors.Actors.Evaluations.Evaluate, LossActors.Actors")]
    [InlineData("")]
    public void A_name_that_is_no_messages_is_refused(string manifest) =>
        Assert.Throws<SerializationException>(() => system.Serialization.Deserialize("{}"u8.ToArray(), 8103, manifest));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("{\"To\":\"run/x\"}")]
    [InlineData("{\"To\":null,\"Message\":null}")]
    [InlineData("{\"To\":\"run/x\",\"Message\":{\"ResultNoted\":{}}}")]
    [InlineData("{\"To\":\"nobody/x\",\"Message\":{\"ResultNoted\":{}}}")]
    [InlineData("{\"To\":\"run/x\",\"Message\":{\"System.Object\":{}}}")]
    [InlineData("{\"To\":\"run/x\",\"Message\":{\"$type\":\"System.Object\"}}")]
    public void Bytes_that_are_no_message_are_refused(string json) =>
        Assert.Throws<SerializationException>(() => system.Serialization.Deserialize(Encoding.UTF8.GetBytes(json), 8103, "Addressed"));

    /// <summary>What Newtonsoft's serializer, Akka's default for anything, would make an object of.</summary>
    [Theory]
    [InlineData(1, "LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests")]
    [InlineData(2, "Google.Protobuf.WellKnownTypes.Any, Google.Protobuf")]
    [InlineData(3, "")]
    [InlineData(4, "LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests")]
    [InlineData(6, "LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests")]
    [InlineData(16, "STF")]
    [InlineData(16, "CF")]
    [InlineData(22, "Akka.Dispatch.SysMsg.Failed, Akka")]
    [InlineData(22, "LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests")]
    [InlineData(7, "LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests")]
    [InlineData(8, "LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests")]
    [InlineData(30, "LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests")]
    [InlineData(36, "a")]
    [Trait("guarantee", "G11")]
    public void Nothing_is_made_by_a_type_name_from_the_wire(int serializer, string manifest)
    {
        var json = """{"$type":"LossActors.Persistence.Tests.Bytes.Gadget, LossActors.Persistence.Tests","Path":"x"}"""u8.ToArray();
        Gadget.Made = 0;

        Assert.Throws<SerializationException>(() => system.Serialization.Deserialize(json, serializer, manifest));
        Assert.Equal(0, Gadget.Made);
    }

    [Fact]
    public void What_has_no_serializer_of_its_own_cannot_be_sent() =>
        Assert.Throws<SerializationException>(() => system.Serialization.Serialize(new Gadget()));

    [Fact]
    public void Every_serializer_there_is_goes_by_manifests_of_its_own()
    {
        var byId = typeof(Akka.Serialization.Serialization).GetField("_serializersById", BindingFlags.NonPublic | BindingFlags.Instance)!;
        var serializers = ((IDictionary<int, Akka.Serialization.Serializer>)byId.GetValue(system.Serialization)!).Values;

        Assert.True(serializers.Count > 10);
        Assert.All(serializers, s => Assert.IsAssignableFrom<Akka.Serialization.SerializerWithStringManifest>(s));
    }
}

/// <summary>Tells when it is made.</summary>
public sealed class Gadget
{
    public static int Made { get; set; }

    public Gadget() => Made++;

    public string Path { get; set; } = "";
}

/// <summary>An actor system with all serializers that a node has.</summary>
public sealed class SerializerSystem : IDisposable
{
    readonly ActorSystem system = TestSystems.Create(ConfigurationFactory.ParseString(
        "akka.actor.provider = cluster\nakka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }"));

    public Akka.Serialization.Serialization Serialization => ((ExtendedActorSystem)system).Serialization;

    public void Dispose() => system.Terminate().Wait();
}
