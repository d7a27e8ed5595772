using System.Runtime.InteropServices;

namespace LossActors.Learning.Tensors;

/// <summary>
/// libtorch refused an operation. The message is the line of libtorch's own that says why, without the trace of its code.
/// </summary>
public sealed class TorchException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>A fault of an operator, whose first line says what is wrong.</summary>
    public static TorchException Of(ExternalException fault) => new(First(fault.Message), fault);

    /// <summary>A fault of a TorchScript network, whose last line does: the first ones are the script's own trace.</summary>
    public static TorchException OfScript(ExternalException fault) => new(Last(fault.Message), fault);

    static string First(string text) => Lines(text).FirstOrDefault() ?? "libtorch gives no reason";

    static string Last(string text)
    {
        // "Exception raised from …" begins the trace of libtorch's code, which comes after the script's.
        var ours = Lines(text).TakeWhile(line => !line.StartsWith("Exception raised from", StringComparison.Ordinal)).ToList();
        return ours.Count > 0 ? ours[^1] : First(text);
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
