using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Util;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// Lets through a serializer of Akka's only what its manifests on a list name. Some of Akka's own also write exceptions, actors to be
/// deployed and routers, and make them again by type names from the bytes; nobody here sends any.
/// </summary>
/// <param name="config">
/// Its keys <c>inner</c>, the class, and <c>allow</c>, manifests, or type names where the class has no manifests.
/// </param>
public sealed class GatedSerializer(ExtendedActorSystem system, Config config) : SerializerWithStringManifest(system)
{
    readonly Serializer inner = (Serializer)Activator.CreateInstance(Type.GetType(config.GetString("inner"), throwOnError: true)!, system)!;

    readonly Dictionary<string, Type?> allowed = config.GetStringList("allow").ToDictionary(
        name => name, name => name.Contains(',', StringComparison.Ordinal) ? Type.GetType(name, throwOnError: true) : null);

    public override int Identifier => inner.Identifier;

    public override string Manifest(object o)
    {
        var manifest = inner is SerializerWithStringManifest named ? named.Manifest(o)
            : inner.IncludeManifest ? o.GetType().TypeQualifiedName() : "";
        return allowed.ContainsKey(manifest) ? manifest : throw Refusal(manifest);
    }

    public override byte[] ToBinary(object obj)
    {
        Manifest(obj);
        return inner.ToBinary(obj);
    }

    /// <param name="manifest">Null from a message without one.</param>
    public override object FromBinary(byte[] bytes, string? manifest) =>
        !allowed.TryGetValue(manifest ?? "", out var type) ? throw Refusal(manifest!)
        : inner is SerializerWithStringManifest named ? named.FromBinary(bytes, manifest)
        : inner.FromBinary(bytes, type);

    SerializationException Refusal(string manifest) =>
        new($"A message '{(manifest.Length > 60 ? manifest[..60] + "…" : manifest)}' for Akka's serializer {Identifier} was refused.");
}
