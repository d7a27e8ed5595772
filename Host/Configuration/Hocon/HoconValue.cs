namespace LossActors.Host.Configuration.Hocon;

/// <summary>A value of a read and resolved configuration. Immutable.</summary>
public abstract class HoconValue
{
    private protected HoconValue(Origin origin) => Origin = origin;

    /// <summary>Where the value was written.</summary>
    public Origin Origin { get; }

    /// <summary>What a sentence calls it: an object, a list, 4, "four".</summary>
    public abstract string Described { get; }

    /// <summary>The value on one line, in a canonical form that reads back as the same value: equal values print alike, however they were
    /// quoted.</summary>
    public abstract string Render();

    public sealed override string ToString() => Render();
}
