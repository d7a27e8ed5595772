namespace LossActors.Torch;

/// <summary>libtorch refused an operation. The message is the operation's name and the first line of libtorch's own.</summary>
public sealed class TorchException(string operation, string detail)
    : Exception($"{operation}: {FirstLine(detail)}")
{
    /// <summary>The operator or function that failed, such as <c>aten::mm</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>libtorch's whole message.</summary>
    public string Detail { get; } = detail;

    /// <summary>True if memory ran out, the machine's or a card's: a fact of the machine, not of the calculation.</summary>
    public bool IsOutOfMemory => OutOfMemory.Any(words => Detail.Contains(words, StringComparison.OrdinalIgnoreCase));

    // In turn: CUDA's allocator, libtorch's for the CPU on Linux and elsewhere, and C++'s own.
    static readonly string[] OutOfMemory = ["out of memory", "can't allocate memory", "not enough memory", "bad_alloc"];

    static string FirstLine(string text)
    {
        var line = text.AsSpan().TrimStart();
        int end = line.IndexOf('\n');
        return (end < 0 ? line : line[..end]).TrimEnd().ToString();
    }
}
