namespace LossActors.Host.Configuration.Hocon;

/// <summary>How a scalar was written. Reading goes by its text, so that <c>"5"</c> and <c>5</c> are the same number.</summary>
public enum HoconScalarKind
{
    Null,
    Boolean,
    Number,
    Text,
}
