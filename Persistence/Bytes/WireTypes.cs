using System.Collections.Frozen;
using System.Runtime.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Persistence.Bytes;

/// <summary>All messages there are, by name.</summary>
static class WireTypes
{
    static readonly FrozenDictionary<string, Type> ByName = typeof(IMessage).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IMessage)) && t.IsVisible)
        .ToFrozenDictionary(t => t.Name);

    public static string NameOf(Type type) => ByName.TryGetValue(type.Name, out var known) && known == type
        ? type.Name : throw new SerializationException($"{type} is no message of the Actors room.");

    public static Type Named(string name) => ByName.TryGetValue(name, out var type)
        ? type : throw new SerializationException($"There is no message '{(name.Length > 60 ? name[..60] + "…" : name)}'.");
}
