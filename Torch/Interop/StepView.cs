using System.Runtime.InteropServices;

namespace LossActors.Torch.Interop;

[StructLayout(LayoutKind.Sequential)]
unsafe struct StepView
{
    public float* Weight;
    public float* Gradient;
    public long Count;
}
