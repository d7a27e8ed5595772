using LossActors.Torch.Interop;

namespace LossActors.Torch.Modules;

/// <summary>A network read from a TorchScript file. Its parameters are tensors of the network itself: changing them changes it.</summary>
public sealed unsafe class ScriptModule : torch.nn.Module
{
    nint handle;

    internal ScriptModule(nint handle) : base("ScriptModule")
    {
        this.handle = handle;
        foreach (var (name, tensor) in Tensors(buffers: false))
            adopt_parameter(name, tensor);
        foreach (var (name, tensor) in Tensors(buffers: true))
            register_buffer(name, tensor);
    }

    public override Tensor forward(Tensor input) => forward([input]);

    /// <summary>Calls a network whose forward takes several arguments and gives one tensor.</summary>
    /// <exception cref="TorchException">The network refuses the arguments, or gives something else than one tensor.</exception>
    public Tensor forward(params ReadOnlySpan<Argument> arguments)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        NativeValue result;
        int count = Crossing.Forward(handle, arguments, &result, 1);
        NativeMethods.Check(count, "ScriptModule.forward");
        GC.KeepAlive(this);
        if (count == 1 && result.Kind == ArgumentKind.Tensor)
            return new Tensor(result.Pointer);
        throw new TorchException("ScriptModule.forward", $"gives {count} results where one tensor is wanted");
    }

    private protected override void OnTrain(bool on) => NativeMethods.Check(NativeMethods.la_script_train(handle, on ? 1 : 0), "ScriptModule.train");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (Interlocked.Exchange(ref handle, 0) is not 0 and var released)
            NativeMethods.la_script_release(released);
    }

    (string, Tensor)[] Tensors(bool buffers)
    {
        var bytes = new byte[4096];
        int length = Names(buffers, bytes);
        if (length > bytes.Length)
            length = Names(buffers, bytes = new byte[length]);
        var names = System.Text.Encoding.UTF8.GetString(bytes, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var tensors = Results.TakeTensors(names.Length);
        return [.. names.Zip(tensors, (name, tensor) => (name, tensor!))];
    }

    int Names(bool buffers, byte[] bytes)
    {
        fixed (byte* text = bytes)
        {
            int length = NativeMethods.la_script_tensors(handle, buffers ? 1 : 0, text, bytes.Length);
            NativeMethods.Check(length, "ScriptModule");
            return length;
        }
    }
}
