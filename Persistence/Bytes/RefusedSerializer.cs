using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// Stands in the place of a serializer of Akka's that makes objects by a type's name from the bytes, Newtonsoft's above all: whoever sends
/// its number gets nothing made, and what has no serializer of its own cannot be sent.
/// </summary>
/// <param name="config">Its key <c>id</c>: the identifier whose place it takes.</param>
public sealed class RefusedSerializer(ExtendedActorSystem system, Config config) : SerializerWithStringManifest(system)
{
    public override int Identifier { get; } = config.GetInt("id");

    public override string Manifest(object o) => throw Refusal($"{o.GetType()} has no serializer of its own");

    public override byte[] ToBinary(object obj) => throw Refusal($"{obj.GetType()} has no serializer of its own");

    public override object FromBinary(byte[] bytes, string manifest) => throw Refusal("it is none that this program reads");

    SerializationException Refusal(string why) => new($"A message for Akka's serializer {Identifier} was refused: {why}.");
}
