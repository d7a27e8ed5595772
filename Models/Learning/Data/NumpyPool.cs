namespace LossActors.Learning.Data;

/// <summary>Arrays of inputs and labels become a pool.</summary>
static class NumpyPool
{
    const int MostClasses = 1 << 16;

    /// <param name="arrays">Inputs, labels, and perhaps test inputs and test labels.</param>
    public static SamplePool Of(IReadOnlyList<NumpyArray> arrays, bool channelsLast)
    {
        var shape = ShapeOf(arrays[0], channelsLast);
        if (arrays.Count == 4 && ShapeOf(arrays[2], channelsLast) != shape)
            throw new DataSetException(
                $"{arrays[2].Name}: its samples are {ShapeOf(arrays[2], channelsLast)}, those of {arrays[0].Name} are {shape}; "
                + "name arrays of one data set.");
        var training = Labels(arrays[1], arrays[0]);
        int[] labels = arrays.Count == 4 ? [.. training, .. Labels(arrays[3], arrays[2])] : training;
        var classes = training.Max() + 1;
        CheckClasses(arrays, training, labels, classes);

        var names = SamplePool.Numbered(classes);
        NumpyArray[] inputs = arrays.Count == 4 ? [arrays[0], arrays[2]] : [arrays[0]];
        var planar = !channelsLast && shape is { IsImage: true, Channels: > 1 };
        return inputs.All(a => a.Type.IsByte)
            ? new ImagePool(shape, names, Ordered<byte>(inputs.SelectMany(a => a.Bytes)), labels, training.Length)
            : new NumberPool(shape, names, Ordered(inputs.SelectMany(Numbers)), labels, training.Length);

        T[] Ordered<T>(IEnumerable<T> numbers)
        {
            T[] values = [.. numbers];
            if (!planar) return values;
            var result = new T[values.Length];
            for (var at = 0; at < values.Length; at += shape.Size)
                ImagePool.Interleave<T>(values.AsSpan(at, shape.Size), shape, result.AsSpan(at, shape.Size));
            return result;
        }
    }

    static InputShape ShapeOf(NumpyArray a, bool channelsLast) => a.Shape switch
    {
        _ when a.Bytes.Length == 0 => throw new DataSetException(
            $"{a.Name}: its shape is {a.Dimensions}, so it holds nothing; name an array with data."),
        [_, var features] => new(features, 1, 1),
        [_, var height, var width] => new(1, height, width),
        [_, var height, var width, var channels] when channelsLast => new(channels, height, width),
        [_, var channels, var height, var width] => new(channels, height, width),
        _ => throw new DataSetException(
            $"{a.Name}: its shape is {a.Dimensions}; inputs are [n, features], [n, height, width] or [n, channels, height, width] "
            + "(dataset.channels-last = true for [n, height, width, channels])."),
    };

    static int[] Labels(NumpyArray a, NumpyArray inputs)
    {
        if (a.Shape is not ([_] or [_, 1]))
            throw new DataSetException($"{a.Name}: its shape is {a.Dimensions}; labels are [n], one whole number a sample.");
        if (a.Count != inputs.Count)
            throw new DataSetException(
                $"{a.Name}: it holds {a.Count} labels for the {inputs.Count} samples of {inputs.Name}; name arrays that belong together.");
        var labels = new int[a.Length];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = a[i] is var label && label >= 0 && label < MostClasses && label == Math.Floor(label)
                ? (int)label
                : throw new DataSetException($"{a.Name}: label {i} is {label}; labels are whole numbers from 0 to {MostClasses - 1}.");
        return labels;
    }

    static void CheckClasses(IReadOnlyList<NumpyArray> arrays, int[] training, int[] labels, int classes)
    {
        if (classes < 2) throw new DataSetException($"{arrays[1].Name}: all labels are 0; at least two classes are needed.");
        var seen = new bool[classes];
        foreach (var label in training) seen[label] = true;
        if (Array.IndexOf(seen, false) is >= 0 and var gap)
            throw new DataSetException(
                $"{arrays[1].Name}: labels go up to {classes - 1}, but none is {gap}; number the classes from 0 without a gap.");
        for (var i = training.Length; i < labels.Length; i++)
            if (labels[i] >= classes)
                throw new DataSetException(
                    $"{arrays[3].Name}: label {i - training.Length} is {labels[i]}, which no training sample has; "
                    + $"labels run from 0 to {classes - 1}.");
    }

    static IEnumerable<float> Numbers(NumpyArray a)
    {
        var size = a.Length / a.Count;
        for (var i = 0; i < a.Length; i++)
            yield return (float)a[i] is var value && float.IsFinite(value)
                ? value
                : throw new DataSetException(
                    $"{a.Name}: number {i % size} of sample {i / size} is {a[i]}; "
                    + "every input is a finite number that a float32 holds: fill in what is missing.");
    }
}
