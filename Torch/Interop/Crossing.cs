using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossActors.Torch.Interop;

/// <summary>Lays arguments out on the stack and calls across. Lists are copied into one block of words beside them.</summary>
static unsafe class Crossing
{
    const int MostArguments = 24;
    const int StackWords = 256;

    enum Target { Operator, Script }

    [SkipLocalsInit]
    internal static int Call(nint op, ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        if (arguments.Length > MostArguments)
            throw new ArgumentException($"An operator takes at most {MostArguments} arguments.", nameof(arguments));
        NativeValue* values = stackalloc NativeValue[MostArguments];
        int words = WriteScalars(arguments, values);
        if (words != 0)
            return CallWithLists(Target.Operator, op, arguments, values, words, results, capacity);
        int status = NativeMethods.la_call(op, values, arguments.Length, results, capacity);
        KeepAlive(arguments);
        return status;
    }

    [SkipLocalsInit]
    internal static int Forward(nint script, ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        if (arguments.Length > MostArguments)
            throw new ArgumentException($"A script takes at most {MostArguments} arguments here.", nameof(arguments));
        NativeValue* values = stackalloc NativeValue[MostArguments];
        int words = WriteScalars(arguments, values);
        return CallWithLists(Target.Script, script, arguments, values, words, results, capacity);
    }

    internal static double Time(nint op, ReadOnlySpan<Argument> arguments, int calls)
    {
        NativeValue* values = stackalloc NativeValue[MostArguments];
        if (WriteScalars(arguments, values) != 0)
            throw new ArgumentException("Only arguments without lists are timed.", nameof(arguments));
        double seconds = NativeMethods.la_time_calls(op, values, arguments.Length, calls);
        KeepAlive(arguments);
        return seconds >= 0 ? seconds : throw new TorchException("la_time_calls", NativeMethods.LastError());
    }

    static int WriteScalars(ReadOnlySpan<Argument> arguments, NativeValue* values)
    {
        int words = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            ref var value = ref values[i];
            value.Kind = argument.Kind;
            switch (argument.Kind)
            {
                case ArgumentKind.Tensor:
                    value.Pointer = Unsafe.As<Tensor>(argument.Reference!).Handle;
                    break;
                case ArgumentKind.None or ArgumentKind.Int or ArgumentKind.Double or ArgumentKind.Bool:
                    value.Integer = argument.Bits;
                    break;
                case ArgumentKind.Device:
                    value.Integer = (int)argument.Bits;
                    value.Count = (int)(argument.Bits >> 32);
                    break;
                default:
                    words += Math.Max(argument.Words, 1);
                    break;
            }
        }
        return words;
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining)]
    static int CallWithLists(
        Target target, nint handle, ReadOnlySpan<Argument> arguments, NativeValue* values, int words, NativeValue* results, int capacity)
    {
        long* onStack = stackalloc long[StackWords];
        void* onHeap = words > StackWords ? NativeMemory.Alloc((nuint)words, sizeof(long)) : null;
        try
        {
            long* next = onHeap is null ? onStack : (long*)onHeap;
            for (int i = 0; i < arguments.Length; i++)
            {
                if (arguments[i].Reference is null or Tensor)
                    continue;
                values[i] = arguments[i].WriteList(next);
                next += arguments[i].Words;
            }
            int status = target == Target.Operator
                ? NativeMethods.la_call(handle, values, arguments.Length, results, capacity)
                : NativeMethods.la_script_forward(handle, values, arguments.Length, results, capacity);
            KeepAlive(arguments);
            return status;
        }
        finally
        {
            NativeMemory.Free(onHeap);
        }
    }

    // A tensor outside every scope may be finalised once nothing refers to it, so the call must.
    static void KeepAlive(ReadOnlySpan<Argument> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
            GC.KeepAlive(arguments[i].Reference);
    }
}
