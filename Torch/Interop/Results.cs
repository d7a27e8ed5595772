namespace LossActors.Torch.Interop;

/// <summary>Reads what an operator gave: values in order, a list as a header with its count and then its elements.</summary>
static unsafe class Results
{
    internal static Tensor?[] Tensors(ReadOnlySpan<NativeValue> values)
    {
        var tensors = new List<Tensor?>(values.Length);
        foreach (ref readonly var value in values)
        {
            if (value.Kind == ArgumentKind.Tensor)
                tensors.Add(new Tensor(value.Pointer));
            else if (value.Kind == ArgumentKind.None)
                tensors.Add(null);
        }
        return [.. tensors];
    }

    /// <summary>Fetches results that did not fit into the caller's buffer.</summary>
    internal static Tensor?[] TakeTensors(int count)
    {
        var values = new NativeValue[count];
        fixed (NativeValue* first = values)
            NativeMethods.Check(NativeMethods.la_results(first, count), nameof(TakeTensors));
        return Tensors(values);
    }
}
