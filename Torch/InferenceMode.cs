using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>Ends the thread's inference mode when disposed, innermost first and on the thread that began it.</summary>
public sealed class InferenceMode : IDisposable
{
    nint guard = NativeMethods.Check(NativeMethods.la_inference_enter(), nameof(torch.inference_mode));

    internal InferenceMode()
    {
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref guard, 0) is not 0 and var entered)
            NativeMethods.la_inference_leave(entered);
    }
}
