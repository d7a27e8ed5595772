using System.Reflection;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.DistributedData.Serialization;
using Akka.Serialization;
using Akka.Util;
using Google.Protobuf;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// Of the values that nodes gossip about lets through the only one that ours do: the register of where shards live. Akka's serializer
/// makes generic values of whatever type the bytes name, so that name is read first, by the same parser.
/// </summary>
public sealed class RegisterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Akka's manifest of a register.</summary>
    const string Register = "E";

    static readonly string ShardHomes = typeof(ClusterSharding).Assembly
        .GetType("Akka.Cluster.Sharding.ShardCoordinator+CoordinatorState", throwOnError: true)!.TypeQualifiedName();

    static readonly Type Message = typeof(ReplicatedDataSerializer).Assembly
        .GetType("Akka.DistributedData.Serialization.Proto.Msg.LWWRegister", throwOnError: true)!;

    static readonly MessageParser Parser =
        (MessageParser)Message.GetProperty("Parser", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    readonly ReplicatedDataSerializer inner = new(system);

    public override int Identifier => inner.Identifier;

    public override string Manifest(object o) => inner.Manifest(o);

    public override byte[] ToBinary(object obj)
    {
        var bytes = inner.ToBinary(obj);
        Check(bytes, Manifest(obj));
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        Check(bytes, manifest);
        return inner.FromBinary(bytes, manifest);
    }

    static void Check(byte[] bytes, string manifest)
    {
        if (manifest != Register || TypeIn(bytes) != ShardHomes)
            throw new SerializationException("A value to be gossiped about was refused: it is not where shards live.");
    }

    static string? TypeIn(byte[] bytes)
    {
        var type = Get(Parser.ParseFrom(bytes), "TypeInfo");
        return type is null ? null : (string?)Get(type, "TypeName");
    }

    static object? Get(object of, string property) => of.GetType().GetProperty(property)!.GetValue(of);
}
