using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>Puts the thread's recording for backward back to what it was, when disposed.</summary>
public readonly struct GradMode : IDisposable
{
    readonly bool before;

    internal GradMode(bool enabled)
    {
        before = torch.is_grad_enabled();
        NativeMethods.la_set_grad_enabled(enabled ? 1 : 0);
    }

    public void Dispose() => NativeMethods.la_set_grad_enabled(before ? 1 : 0);
}
