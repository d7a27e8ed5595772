using LossActors.Torch.Interop;
using LossActors.Torch.Modules;

namespace LossActors.Torch;

public static unsafe partial class torch
{
    /// <summary>Networks that PyTorch's <c>torch.jit.save</c> wrote.</summary>
    public static class jit
    {
        /// <summary>Reads a TorchScript file, its parameters placed on a device.</summary>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="TorchException">The file is no TorchScript, or newer than this libtorch.</exception>
        public static ScriptModule load(string path, Device? device = null)
        {
            if (!File.Exists(path))
                throw new FileNotFoundException($"There is no TorchScript file {path}.", path);
            var (type, index) = device ?? CPU;
            return new(NativeMethods.Check(NativeMethods.la_script_load(path, (int)type, index), $"jit.load({path})"));
        }
    }
}
