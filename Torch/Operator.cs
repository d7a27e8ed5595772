using System.Runtime.CompilerServices;
using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>
/// An operator of libtorch, named as in its schema (<c>aten::add</c>, overload <c>Tensor</c>). Looked up at its first call;
/// keep it in a static field. Trailing arguments that have defaults may be left out. Safe for concurrent use.
/// </summary>
public sealed unsafe class Operator(string name, string overload = "")
{
    nint handle;

    public string Name { get; } = overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>The operator's signature, as libtorch prints it.</summary>
    /// <exception cref="TorchException">This libtorch has no such operator.</exception>
    public string Schema
    {
        get
        {
            nint op = Resolve();
            byte* text = stackalloc byte[2048];
            int length = NativeMethods.la_schema(op, text, 2048);
            NativeMethods.Check(length, Name);
            return System.Text.Encoding.UTF8.GetString(text, Math.Min(length, 2048));
        }
    }

    /// <summary>Calls an operator that gives one tensor.</summary>
    /// <exception cref="TorchException">libtorch refuses the arguments, or the result is not one tensor.</exception>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        int count = Invoke(arguments, &result, 1);
        if (count == 1 && result.Kind == ArgumentKind.Tensor)
            return new Tensor(result.Pointer);
        throw NotOneTensor(count);
    }

    /// <summary>Calls an operator for its effect and drops what it returns, as the in-place operators return their own argument.</summary>
    /// <exception cref="TorchException">libtorch refuses the arguments.</exception>
    public void Run(params ReadOnlySpan<Argument> arguments) => Invoke(arguments, null, -1);

    /// <summary>Calls an operator that gives tensors: several results, or a list. An undefined tensor comes as null.</summary>
    /// <exception cref="TorchException">libtorch refuses the arguments.</exception>
    public Tensor?[] CallMany(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[8];
        int count = Invoke(arguments, results, 8);
        return count <= 8 ? Results.Tensors(new(results, count)) : Results.TakeTensors(count);
    }

    internal int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        nint op = handle;
        if (op == 0)
            op = Resolve();
        int status = Crossing.Call(op, arguments, results, capacity);
        if (status < 0)
            throw new TorchException(Name, NativeMethods.LastError());
        return status;
    }

    /// <summary>Seconds that libtorch and the bridge alone need for a number of calls, .NET left out.</summary>
    internal double TimeNatively(ReadOnlySpan<Argument> arguments, int calls) =>
        Crossing.Time(Resolve(), arguments, calls);

    [MethodImpl(MethodImplOptions.NoInlining)]
    nint Resolve()
    {
        if (handle == 0)
            handle = NativeMethods.Check(NativeMethods.la_find(name, overload), Name);
        return handle;
    }

    TorchException NotOneTensor(int count) => new(Name, $"gives {count} results of which the first is no tensor; use CallMany or Run");
}
