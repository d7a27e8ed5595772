namespace LossActors.Host.Configuration.Hocon;

/// <summary>A list of values.</summary>
public sealed class HoconArray(Origin origin, IReadOnlyList<HoconValue> items) : HoconValue(origin)
{
    public IReadOnlyList<HoconValue> Items { get; } = items;

    public override string Described => Items.Count == 0 ? "an empty list" : "a list";

    public override string Render() => $"[{string.Join(", ", Items.Select(i => i.Render()))}]";
}
