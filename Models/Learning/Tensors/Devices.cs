namespace LossActors.Learning.Tensors;

/// <summary>The names of devices.</summary>
public static class Devices
{
    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Device Parse(string text) => text switch
    {
        "cpu" => new(DeviceType.CPU),
        "cuda" => new(DeviceType.CUDA),
        _ when text.StartsWith("cuda:", StringComparison.Ordinal) && byte.TryParse(text.AsSpan(5), out var index) =>
            new(DeviceType.CUDA, index),
        _ => throw new FormatException($"'{text}' is no device; write cpu, cuda or cuda:N."),
    };
}
