using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LossActors.Learning.Tests.Tensors;

static class LoadedLibtorch
{
    /// <summary>Tests make tensors of their own, before anything of ours has loaded libtorch.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "No test runs before it.")]
    internal static void Load() => Libtorch.Require();
}
