namespace LossActors.Torch;

/// <summary>Where a tensor lives. The index of the CPU is −1; of CUDA, −1 means the current card.</summary>
public readonly record struct Device(DeviceType Type, int Index = -1)
{
    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Device Parse(string text) => text switch
    {
        "cpu" => torch.CPU,
        "cuda" => torch.CUDA,
        _ when text.StartsWith("cuda:", StringComparison.Ordinal) && byte.TryParse(text.AsSpan(5), out var index) => new(DeviceType.CUDA, index),
        _ => throw new FormatException($"'{text}' is no device; write cpu, cuda or cuda:N."),
    };

    public override string ToString() => Type == DeviceType.CPU ? "cpu" : Index < 0 ? "cuda" : $"cuda:{Index}";
}
