using LossActors.Learning.Data;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

public sealed class BadDataTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    string Cifar(byte[]? training = null, byte[]? test = null)
    {
        folder.Write("data_batch_1.bin", training ?? Folder.Cifar(20));
        folder.Write("test_batch.bin", test ?? Folder.Cifar(10));
        return folder.Path;
    }

    IdxSpec Idx(byte[]? images = null, byte[]? labels = null) => new(
        folder.Write("images", images ?? Folder.Idx([20, 2, 2], i => (byte)i)),
        folder.Write("labels", labels ?? Folder.Idx([20], i => (byte)(i % 4))),
        Classes: 4);

    [Fact]
    public void A_missing_folder_is_named_with_its_key() =>
        Refused(new CifarSpec("no/such/folder"), "no/such/folder", "dataset.path", "$LOSSACTORS_DATA");

    [Fact]
    public void A_folder_without_batches_is_told_what_belongs_there() => Refused(new CifarSpec(folder.Path), "data_batch_1.bin", "unpack");

    [Fact]
    public void A_missing_test_batch_is_named()
    {
        folder.Write("data_batch_1.bin", Folder.Cifar(20));
        Refused(new CifarSpec(folder.Path), "test_batch.bin");
    }

    [Fact]
    public void A_truncated_batch_is_told_by_record_and_offset() =>
        Refused(new CifarSpec(Cifar(Folder.Cifar(20)[..^100])), "data_batch_1.bin", "record 19", $"offset {20 * 3073 - 100}", "fetch");

    [Fact]
    public void An_empty_batch_is_refused() => Refused(new CifarSpec(Cifar(test: [])), "test_batch.bin", "empty");

    [Fact]
    public void A_label_out_of_range_is_told_by_record_offset_and_value()
    {
        var bytes = Folder.Cifar(20);
        bytes[7 * 3073] = 10;
        Refused(new CifarSpec(Cifar(bytes)), "data_batch_1.bin", "record 7", $"offset {7 * 3073}", "label 10", "0 to 9");
    }

    [Fact]
    public void Too_few_images_for_every_split_are_refused() => Refused(new CifarSpec(Cifar(Folder.Cifar(2))), "every split");

    [Fact]
    public void A_missing_idx_file_is_named_with_its_key() => Refused(Idx() with { Labels = "nowhere" }, "nowhere", "dataset.labels");

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_refused() => Refused(Idx() with { Labels = folder.Path }, folder.Path);

    [Fact]
    public void A_link_that_leads_nowhere_is_told_in_our_words()
    {
        var fault = Assert.Throws<DataSetException>(() => DataSource.Reading(folder["gone"], () => File.ReadAllBytes(folder["gone"])));
        Assert.StartsWith($"{folder["gone"]}: there is no such file, or it is a link to none; put it there", fault.Message);
    }

    [Fact]
    public void An_empty_idx_file_is_refused() => Refused(Idx(images: []), "images", "empty");

    [Theory]
    [InlineData("00000d01")]
    [InlineData("00000800")]
    [InlineData("01000801")]
    [InlineData("89504e47")]
    public void A_wrong_magic_number_is_told(string magic) =>
        Refused(Idx(labels: [.. Convert.FromHexString(magic), 0, 0, 0, 20, .. new byte[20]]), "labels", magic);

    [Theory]
    [InlineData(3, "offset 3")]
    [InlineData(9, "offset 9")]
    [InlineData(95, "80 bytes")]
    public void A_truncated_idx_file_is_told_where(int length, string named) =>
        Refused(Idx(images: Folder.Idx([20, 2, 2], i => (byte)i)[..length]), "images", named);

    [Fact]
    public void Bytes_past_the_end_are_refused() =>
        Refused(Idx(labels: [.. Folder.Idx([20], i => 0), 1]), "labels", "need 20 bytes", "21 follow");

    [Fact]
    public void Dimensions_that_no_memory_holds_are_refused() =>
        Refused(
            Idx(images: [0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]),
            "images", "4294967295×4294967295×4294967295", "need 79228162458924105385300197375 bytes");

    [Fact]
    public void No_images_are_refused() =>
        Refused(Idx(images: Folder.Idx([0, 2, 2], i => 0), labels: Folder.Idx([0], i => 0)), "images", "dimension 0");

    [Fact]
    public void Labels_in_the_place_of_images_are_refused() => Refused(Idx(images: Folder.Idx([20], i => 0)), "images", "holds labels");

    [Fact]
    public void Images_in_the_place_of_labels_are_refused() => Refused(Idx(labels: Folder.Idx([20, 2, 2], i => 0)), "labels", "no labels");

    [Fact]
    public void Counts_that_differ_are_told() => Refused(Idx(labels: Folder.Idx([19], i => 0)), "19 labels", "20 images");

    [Fact]
    public void An_idx_label_out_of_range_is_told_with_the_class_count_it_needs() =>
        Refused(Idx(labels: Folder.Idx([20], i => (byte)(i == 12 ? 4 : 0))), "record 12", "offset 20", "label 4", "at least 5");

    [Fact]
    public void Damaged_gzip_data_are_refused()
    {
        var spec = Idx();
        var path = folder.WriteZipped("zipped", Folder.Idx([20, 2, 2], i => (byte)(i * i)));
        var bytes = File.ReadAllBytes(path);
        bytes[^9] ^= 0xFF;
        bytes[15] ^= 0xFF;
        File.WriteAllBytes(path, bytes);
        Refused(spec with { Images = path }, path, "the gzip data are damaged");
    }

    [Fact]
    public void Truncated_gzip_data_are_refused()
    {
        var spec = Idx();
        var path = folder.WriteZipped("zipped", Folder.Idx([20, 2, 2], i => (byte)(i * i)));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^30]);
        Refused(spec with { Images = path }, path, "the gzip data are damaged");
    }

    [Fact]
    public void Gzip_data_of_several_members_are_whole_and_cut_short_in_the_last_are_not()
    {
        var spec = Idx();
        var plain = File.ReadAllBytes(spec.Images);
        byte[] members = [.. Zipped(plain[..30]), .. Zipped(plain[30..])];
        var two = DataDraw.From(spec with { Images = folder.Write("two", members) }, Seed);
        Assert.Equal(Sample(DataDraw.From(spec, Seed), 3), Sample(two, 3));
        foreach (var zeros in (int[])[1, 3, 512])
        {
            var padded = DataDraw.From(spec with { Images = folder.Write($"padded{zeros}", [.. members, .. new byte[zeros]]) }, Seed);
            Assert.Equal(Sample(padded, 3), Sample(two, 3));
        }

        var path = folder.Write("cut", members[..^9]);
        Refused(spec with { Images = path }, path, "the gzip data are damaged");

        byte[] Zipped(byte[] bytes) => File.ReadAllBytes(folder.WriteZipped("member", bytes));
    }

    [Fact]
    public void Test_images_of_another_shape_are_refused()
    {
        var (images, labels) = (folder.Write("t", Folder.Idx([4, 3, 2], i => 0)), folder.Write("tl", Folder.Idx([4], i => 0)));
        Refused(Idx() with { TestImages = images, TestLabels = labels }, "1×3×2", "1×2×2");
    }

    [Fact]
    public void Other_bytes_than_the_recipes_are_refused()
    {
        // Bytes of this test's own: what another test has read stays known to the process by its content.
        var pinned = Idx(images: Folder.Idx([20, 2, 2], i => (byte)(3 * i + 1))).Pinned();
        folder.Write("labels", Folder.Idx([20], i => 0));
        File.SetLastWriteTimeUtc(folder["labels"], DateTime.UtcNow.AddSeconds(5));
        Refused(pinned, "images", "not those of the recipe", "restore");
    }

    [Fact]
    public void A_file_that_was_refused_is_read_again_once_it_is_mended()
    {
        var spec = Idx(images: Folder.Idx([20, 2, 2], i => (byte)(5 * i + 2))).Pinned();
        var labels = File.ReadAllBytes(folder["labels"]);
        folder.Write("labels", [0]);
        Refused(spec, "not those of the recipe");
        folder.Write("labels", labels);
        Assert.Equal(4, DataDraw.From(spec, PairedSeed.ForSearch(1, 0)).Classes);
    }

    [Fact]
    public void A_pipe_or_a_device_is_refused_and_not_waited_for()
    {
        using (var made = System.Diagnostics.Process.Start("mkfifo", folder["pipe"])) made.WaitForExit();
        File.CreateSymbolicLink(folder["link"], folder["pipe"]);
        foreach (var (path, kind) in new[] { (folder["pipe"], "a pipe"), (folder["link"], "a pipe"), ("/dev/zero", "a device") })
        {
            var reading = Task.Run(() => Assert.Throws<DataSetException>(() => DataSource.ContentHash(new CsvSpec(path, "label"))));
            Assert.True(reading.Wait(TimeSpan.FromSeconds(20)), $"{path} is waited for");
            Assert.Contains($"{path}: it is {kind}", reading.Result.Message, StringComparison.Ordinal);
        }
    }
}
