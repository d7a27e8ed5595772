namespace LossActors.Learning.Data;

/// <summary>The binary version of CIFAR-10 and CIFAR-100: records of one or two label bytes and 3×32×32 pixels.</summary>
static class CifarFormat
{
    static readonly InputShape Shape = new(3, 32, 32);

    public static ImagePool Read(IReadOnlyList<DataFile> files, CifarLabels form)
    {
        var (labelBytes, labelAt) = form switch
        {
            CifarLabels.Cifar10 => (1, 0),
            CifarLabels.Cifar100 => (2, 1),
            _ => (2, 0),
        };
        var names = CifarNames.Of(form);
        var record = labelBytes + Shape.Size;
        foreach (var file in files) CheckLength(file, record);

        var total = files.Sum(f => f.Bytes.Length / record);
        var (pixels, labels) = (new byte[(long)total * Shape.Size], new int[total]);
        var (row, testStart) = (0, total);
        foreach (var file in files)
        {
            if (file.Part == "test") testStart = row;
            for (var offset = 0; offset < file.Bytes.Length; offset += record, row++)
            {
                labels[row] = file.Bytes[offset + labelAt];
                if (labels[row] >= names.Count)
                    throw new DataSetException(
                        $"{file.Path}: record {offset / record} (offset {offset + labelAt}) has label {labels[row]}, "
                        + $"but labels run from 0 to {names.Count - 1}; "
                        + "check dataset.labels, or fetch the file again.");
                ImagePool.Interleave(
                    file.Bytes.AsSpan(offset + labelBytes, Shape.Size), Shape, pixels.AsSpan(row * Shape.Size, Shape.Size));
            }
        }

        return new(Shape, names, pixels, labels, testStart);
    }

    static void CheckLength(DataFile file, int record)
    {
        if (file.Bytes.Length == 0) throw new DataSetException($"{file.Path}: the file is empty; fetch it again.");
        if (file.Bytes.Length % record is var rest and not 0)
            throw new DataSetException(
                $"{file.Path}: it ends inside record {file.Bytes.Length / record} at offset {file.Bytes.Length} "
                + $"({rest} of {record} bytes); "
                + "fetch the file again, or check dataset.labels.");
    }
}
