using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LossActors.Host.RunFiles;

/// <summary>What a journal needs to found a run of a file, and to know it again.</summary>
/// <param name="Kind">Of the run's actor.</param>
/// <param name="Plan">The message that founds it.</param>
/// <param name="Keys">The keys that decide the result, with their values, defaults included.</param>
public sealed record Founding(string Name, string Kind, ReadOnlyMemory<byte> Plan, IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>Hash of the keys: a run is resumed only with the same ones.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConfigText)));

    /// <summary>The keys as the run's row keeps them.</summary>
    public string ConfigText => JsonSerializer.Serialize(new SortedDictionary<string, string>(Keys.ToDictionary(), StringComparer.Ordinal));
}
