using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>Data of two classes that a <see cref="Training.Demonstration"/> draws by itself; nothing else can train on them.</summary>
public sealed record OwnSpec : DatasetSpec
{
    [JsonIgnore]
    public override int ClassCount => 2;

    internal override IEnumerable<(string, string)> Problems() => [];
}
