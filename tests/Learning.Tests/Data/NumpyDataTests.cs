using LossActors.Learning.Data;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

public sealed class NumpyDataTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    NumpySpec Arrays(byte[]? inputs = null, byte[]? labels = null) => new(
        folder.Write("x.npy", inputs ?? Npy.Bytes("(40, 3, 4)", 480, i => (byte)i)),
        folder.Write("y.npy", labels ?? Npy.Longs(40, i => i % 4)),
        Normalisation: Normalisation.Unit);

    NumpySpec Tested(byte[] inputs, byte[] labels) =>
        Arrays() with { TestInputs = folder.Write("xt.npy", inputs), TestLabels = folder.Write("yt.npy", labels) };

    [Fact]
    public void Bytes_are_pixels_and_the_labels_tell_the_classes()
    {
        var pinned = (NumpySpec)Arrays().Pinned();
        var draw = DataDraw.From(pinned, Seed);
        Assert.Equal((4, 4, new InputShape(1, 3, 4)), (pinned.ClassCount, draw.Classes, draw.Shape));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (24 + i) / 255f), Sample(draw, 2), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(draw.Training.Rows.Zip(draw.Training.Labels), s => Assert.Equal(s.First % 4, s.Second));
        Assert.Equal((24, 8, 8), (draw.Training.Count, draw.Validation.Count, draw.Test.Count));
    }

    [Theory]
    [InlineData("<f4", 4)]
    [InlineData("<f8", 8)]
    [InlineData("<i2", 2)]
    [InlineData("<i4", 4)]
    [InlineData("<i8", 8)]
    [InlineData("<u2", 2)]
    [InlineData("<u4", 4)]
    [InlineData("<u8", 8)]
    [InlineData("|i1", 1)]
    [InlineData("=f4", 4)]
    [InlineData("<f2", 2)]
    [InlineData(">f2", 2)]
    [InlineData(">f8", 8)]
    [InlineData(">i4", 4)]
    public void Numbers_of_every_type_are_taken_as_they_are(string type, int size)
    {
        byte[] Number(int i) => (type[1], size) switch
        {
            ('f', 2) => BitConverter.GetBytes((Half)i), ('f', 4) => BitConverter.GetBytes((float)i),
            ('f', _) => BitConverter.GetBytes((double)i), (_, 1) => [(byte)i],
            (_, 2) => BitConverter.GetBytes((short)i),
            (_, 4) => BitConverter.GetBytes(i), _ => BitConverter.GetBytes((long)i),
        };
        var negative = type[1] == 'u' ? 1 : -1;
        var numbers = Enumerable.Range(0, 80).Select(i => Number(i * negative)).Select(n => type[0] == '>' ? n.Reverse() : n);
        var draw = DataDraw.From(Arrays(Npy.Of(type, "(40, 2)", [.. numbers.SelectMany(n => n)])), Seed);
        Assert.Equal([14f * negative, 15f * negative], Sample(draw, 7));
    }

    [Fact]
    public void Fortran_order_holds_the_same_array()
    {
        // The first index runs fastest: element (n, y, x) lies at n + 40·(y + 3x).
        var fortran = new byte[480];
        for (var n = 0; n < 40; n++)
            for (var y = 0; y < 3; y++)
                for (var x = 0; x < 4; x++) fortran[n + 40 * (y + 3 * x)] = (byte)(n * 12 + y * 4 + x);
        // Pinned, so that the process tells the two by their bytes.
        var plain = Sample(DataDraw.From(Arrays().Pinned(), Seed), 33);
        Assert.Equal(plain, Sample(DataDraw.From(Arrays(Npy.Of("|u1", "(40, 3, 4)", fortran, fortran: true)).Pinned(), Seed), 33));
    }

    [Fact]
    public void Channels_may_come_first_or_last()
    {
        var first = DataDraw.From(Arrays(Npy.Floats("(40, 2, 3, 4)", 960, i => i)), Seed);
        var last = DataDraw.From(Arrays(Npy.Floats("(40, 3, 4, 2)", 960, i => i)) with { ChannelsLast = true }, Seed);
        Assert.Equal((new InputShape(2, 3, 4), new InputShape(2, 3, 4)), (first.Shape, last.Shape));
        Assert.Equal((float[])[24, 36, 25, 37], Sample(first, 1)[..4]);
        Assert.Equal((float[])[24, 25, 26, 27], Sample(last, 1)[..4]);
    }

    [Fact]
    public void An_archive_holds_inputs_labels_and_test_arrays_by_name()
    {
        var path = folder.Write("d.npz", Npy.Archive(
            ("x", Npy.Floats("(40, 2)", 80, i => i)), ("y", Npy.Longs(40, i => i % 2)),
            ("xt", Npy.Floats("(6, 2)", 12, i => -i)), ("yt", Npy.Bytes("(6, 1)", 6, i => (byte)(i % 2)))));
        var spec = (NumpySpec)new NumpySpec("x", "y", "xt", "yt", path, Normalisation: Normalisation.Unit).Pinned();
        var draw = DataDraw.From(spec, Seed);
        Assert.Equal([40, 41, 42, 43, 44, 45], draw.Test.Rows);
        Assert.Equal([-2f, -3f], Sample(draw, 41));
        Assert.Equal(["path"], spec.PlaceKeys);
        Refused(spec with { Labels = "z", Content = null }, "d.npz", "no array z", "x, y, xt, yt");
    }

    [Fact]
    public void Standard_features_have_zero_mean_and_unit_deviation_each_by_the_training_samples()
    {
        var inputs = Npy.Floats("(40, 3)", 120, i => i % 3 == 0 ? 5 : i * i % 97 * (i % 3 == 1 ? 1e-3f : 1e3f));
        var draw = DataDraw.From(Arrays(inputs) with { Normalisation = Normalisation.Standard }, Seed);
        for (var feature = 0; feature < 3; feature++)
        {
            var values = draw.Training.Rows.Select(r => (double)Sample(draw, r)[feature]).ToList();
            Assert.Equal(0, values.Average(), 1e-5);
            Assert.Equal(feature == 0 ? 0 : 1, values.Average(v => v * v), 1e-4);
        }
    }

    [Fact]
    public void Newer_headers_are_read()
    {
        byte[] floats = [.. Enumerable.Range(0, 80).SelectMany(i => BitConverter.GetBytes((float)i))];
        var draw = DataDraw.From(Arrays(Npy.Of("<f4", "(40, 2)", floats, version: 2)), Seed);
        Assert.Equal([4f, 5f], Sample(draw, 2));
    }

    [Fact]
    public void A_missing_file_is_named_with_its_key() => Refused(Arrays() with { Labels = "no.npy" }, "no.npy", "dataset.labels");

    [Fact]
    public void A_file_of_another_kind_is_refused() => Refused(Arrays([1, 2, 3, 4, 5, 6, 7]), "x.npy", "010203040506");

    [Fact]
    public void An_empty_file_is_refused() => Refused(Arrays([]), "x.npy", "empty");

    [Theory]
    [InlineData(8, "header")]
    [InlineData(60, "header")]
    [InlineData(300, "480 bytes")]
    public void A_truncated_file_is_told_where(int length, string named) =>
        Refused(Arrays(Npy.Bytes("(40, 3, 4)", 480, i => (byte)i)[..length]), "x.npy", named);

    [Theory]
    [InlineData("<c8", "<c8")]
    [InlineData("|O", "|O")]
    [InlineData("<f16", "astype")]
    public void Types_that_are_not_read_are_named_with_the_remedy(string type, string named) =>
        Refused(Arrays(Npy.Of(type, "(40, 1)", new byte[160])), "x.npy", named);

    [Fact]
    public void A_record_type_is_refused() =>
        Refused(Arrays(Npy.Of("x', 'y': [('a', '<f4')], 'z': '", "(40,)", new byte[160]).Select(b => b).ToArray()), "x.npy");

    [Theory]
    [InlineData("(40,)", 40)]
    [InlineData("(2, 2, 2, 2, 2)", 32)]
    [InlineData("()", 1)]
    public void A_shape_that_holds_no_samples_is_refused(string shape, int count) =>
        Refused(Arrays(Npy.Bytes(shape, count, i => 0)), "x.npy", "inputs are");

    [Fact]
    public void An_empty_array_is_refused() => Refused(Arrays(Npy.Bytes("(0, 5)", 0, i => 0)), "x.npy", "holds nothing");

    [Fact]
    public void A_shape_that_no_memory_holds_is_refused() =>
        Refused(Arrays(Npy.Bytes("(2000000000, 2000000000, 2000000000)", 5, i => 0)), "x.npy", "5 follow");

    [Fact]
    public void A_negative_dimension_is_refused() => Refused(Arrays(Npy.Bytes("(-4, -10)", 40, i => 0)), "x.npy", "-4");

    [Fact]
    public void Counts_that_differ_are_told() => Refused(Arrays(labels: Npy.Longs(39, i => 0)), "39 labels", "40 samples");

    [Fact]
    public void Labels_of_another_shape_are_refused() =>
        Refused(Arrays(labels: Npy.Bytes("(40, 4)", 160, i => 0)), "y.npy", "[40, 4]", "labels are [n]");

    [Fact]
    public void A_label_that_is_no_class_is_told_by_its_index() =>
        Refused(Arrays(labels: Npy.Longs(40, i => i == 7 ? -1 : i % 4)), "y.npy", "label 7 is -1");

    [Fact]
    public void A_label_that_is_not_whole_is_told() =>
        Refused(Arrays(labels: Npy.Floats("(40,)", 40, i => i == 3 ? 0.5f : 1)), "label 3 is 0.5");

    [Fact]
    public void A_gap_in_the_classes_is_told() => Refused(Arrays(labels: Npy.Longs(40, i => i % 2 * 2)), "up to 2", "none is 1");

    [Fact]
    public void One_class_alone_is_refused() => Refused(Arrays(labels: Npy.Longs(40, i => 0)), "two classes");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_missing_number_is_told_by_its_place(float bad) =>
        Refused(Arrays(Npy.Floats("(40, 3)", 120, i => i == 47 ? bad : i)), "number 2 of sample 15");

    [Fact]
    public void A_test_label_that_no_training_sample_has_is_told() =>
        Refused(Tested(Npy.Bytes("(4, 3, 4)", 48, i => 0), Npy.Longs(4, i => i + 1)), "yt.npy", "label 3 is 4");

    [Fact]
    public void Test_samples_of_another_shape_are_refused() =>
        Refused(Tested(Npy.Bytes("(4, 5, 4)", 80, i => 0), Npy.Longs(4, i => i)), "1×5×4", "1×3×4");

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        var bytes = Npy.Archive(("x", Npy.Floats("(40, 2)", 80, i => i)), ("y", Npy.Longs(40, i => i % 2)));
        Refused(new NumpySpec("x", "y", Path: folder.Write("cut.npz", bytes[..200])), "cut.npz", "numpy.savez");
        Refused(new NumpySpec("x", "y", Path: folder.Write("none.npz", [1, 2, 3])), "no .npz archive, or damaged; write");
        bytes.AsSpan(60, 40).Fill(0xEE);
        Refused(new NumpySpec("x", "y", Path: folder.Write("hurt.npz", bytes)), "hurt.npz", "array x is damaged");
    }
}
