using System.Text;
using Akka.Actor;
using Akka.DistributedData;
using Akka.Serialization;

namespace LossActors.Cluster.Tests.Security;

/// <summary>Bytes that go out under any serializer's number and any manifest.</summary>
public sealed record Forgery(int Serializer, string Manifest, byte[] Bytes)
{
    /// <summary>Akka's serializer of the values that nodes gossip about.</summary>
    public const int ReplicatedData = 11;

    /// <summary>As Newtonsoft's serializer writes an object.</summary>
    public static byte[] Json(string type) => Encoding.UTF8.GetBytes($$"""{"$type":"{{type}}","Path":"x"}""");

    /// <summary>A register as nodes gossip about where shards live, but of values of another type.</summary>
    public static byte[] Register(ActorSystem system, string assembly)
    {
        var serialization = ((ExtendedActorSystem)system).Serialization;
        var node = new Akka.Cluster.UniqueAddress(new Address("akka", "x", "h", 1), 1);
        var register = new LWWRegister<Gadget>(node, new Gadget());
        var bytes = serialization.FindSerializerFor(register).ToBinary(register);
        var name = Encoding.UTF8.GetBytes(", " + typeof(Gadget).Assembly.GetName().Name);
        var other = Encoding.UTF8.GetBytes(", " + assembly);
        Assert.Equal(name.Length, other.Length);
        var at = bytes.AsSpan().LastIndexOf(name);
        other.CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}

/// <summary>Tells when it is made.</summary>
public sealed class Gadget
{
    static int made;

    public Gadget() => Interlocked.Increment(ref made);

    public static int Made => made;

    public string Path { get; set; } = "";
}

public sealed class ForgedSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Akka asks for the bytes, then, on the same thread, for the number.</summary>
    [ThreadStatic]
    static int number;

    public override int Identifier => number;

    public override string Manifest(object o) => ((Forgery)o).Manifest;

    public override byte[] ToBinary(object obj)
    {
        number = ((Forgery)obj).Serializer;
        return ((Forgery)obj).Bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
}

/// <summary>
/// Notes who looks for a type of an assembly that there is not: each of its own, since .NET remembers what it did not find.
/// </summary>
sealed class Trap : IDisposable
{
    readonly HashSet<string> laid = [];
    readonly List<string> sprung = [];

    public Trap() => AppDomain.CurrentDomain.AssemblyResolve += OnResolve;

    public IReadOnlyList<string> Sprung
    {
        get
        {
            lock (sprung) return [.. sprung];
        }
    }

    /// <returns>A name as long as this assembly's.</returns>
    public string Assembly()
    {
        var name = $"Evil.{Guid.NewGuid():N}"[..typeof(Trap).Assembly.GetName().Name!.Length];
        lock (sprung) laid.Add(name);
        return name;
    }

    public string Type() => $"Evil.Gadget, {Assembly()}";

    public void Dispose() => AppDomain.CurrentDomain.AssemblyResolve -= OnResolve;

    System.Reflection.Assembly? OnResolve(object? sender, ResolveEventArgs args)
    {
        lock (sprung)
        {
            if (laid.Contains(args.Name.Split(',')[0])) sprung.Add(args.Name);
        }

        return null;
    }
}
