using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

public sealed class DataCacheTests : IDisposable
{
    readonly Folder folder = new();
    readonly Publisher publisher = new();
    readonly byte[] bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31 ^ i >> 8))];

    public DataCacheTests() => publisher.Files["a.gz"] = bytes;

    public void Dispose()
    {
        publisher.Dispose();
        folder.Dispose();
    }

    DataCache Cache => new(folder.Path, Fetcher);

    static Fetcher Fetcher => new(null) { Pause = TimeSpan.Zero, Silence = TimeSpan.FromSeconds(20) };

#pragma warning disable CA5351 // What the publishers give is MD5.
    PublishedFile File(string name, byte[] content) => new(publisher.Address(name), Convert.ToHexStringLower(MD5.HashData(content)));
#pragma warning restore CA5351

    Publication Set => Publication.Plain("The set", "set", File("a.gz", bytes));

    string Refused(Publication? set = null)
    {
        var message = Assert.Throws<DataSetException>(() => Cache.Folder(set ?? Set)).Message;
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["set"]));
        return message;
    }

    void Whole()
    {
        Assert.Equal(folder["set"], Cache.Folder(Set));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(folder["set/a.gz"]));
        Assert.False(System.IO.File.Exists(folder["a.gz.part"]));
    }

    [Fact]
    public void A_set_is_fetched_once()
    {
        Whole();
        Whole();
        Assert.Equal([""], publisher.Ranges);
    }

    [Fact]
    public void What_a_cut_connection_brought_is_kept_and_gone_on_from()
    {
        publisher.CutAfter = request => request < 3 ? 70_000 : int.MaxValue;
        Whole();
        Assert.Equal(["", "bytes=70000-", "bytes=140000-"], publisher.Ranges);
    }

    [Fact]
    public void A_later_process_goes_on_where_an_earlier_one_was_ended()
    {
        folder.Write("a.gz.part", bytes[..123_456]);
        Whole();
        Assert.Equal(["bytes=123456-"], publisher.Ranges);
    }

    [Fact]
    public void A_server_without_ranges_is_asked_for_all_of_it_again()
    {
        publisher.KnowsRanges = false;
        publisher.CutAfter = request => request == 1 ? 70_000 : int.MaxValue;
        Whole();
        Assert.Equal(["", "bytes=70000-"], publisher.Ranges);
    }

    [Fact]
    public void A_part_that_is_whole_already_is_taken()
    {
        folder.Write("a.gz.part", bytes);
        Whole();
        Assert.Equal(["bytes=200000-"], publisher.Ranges);
    }

    [Fact]
    public void A_part_of_another_file_is_thrown_away_and_fetched_from_the_beginning()
    {
        folder.Write("a.gz.part", [.. Enumerable.Repeat((byte)1, 50_000)]);
        Whole();
        Assert.Equal(["bytes=50000-", ""], publisher.Ranges);
    }

    [Fact]
    public void A_wrong_checksum_is_told_and_nothing_is_kept()
    {
        publisher.Files["a.gz"] = [.. bytes.Select(b => (byte)(b ^ 1))];
        var message = Refused();
        Assert.Contains(File("a.gz", bytes).Md5, message, StringComparison.Ordinal);
        Assert.Contains(File("a.gz", publisher.Files["a.gz"]).Md5, message, StringComparison.Ordinal);
        Assert.Contains(folder["set"], message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(folder["a.gz.part"]));
        Assert.Equal([""], publisher.Ranges);
    }

    [Fact]
    public void A_file_cut_short_by_a_server_that_hides_its_length_has_a_wrong_checksum()
    {
        publisher.HidesLength = true;
        publisher.CutAfter = _ => 1000;
        Assert.Contains("checksum", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_brings_nothing_any_more_is_given_up_and_its_part_kept()
    {
        publisher.CutAfter = request => request == 1 ? 150_000 : 0;
        var message = Refused();
        Assert.Contains("the first 0.2 MB are kept", message, StringComparison.Ordinal);
        Assert.Equal(150_000, new FileInfo(folder["a.gz.part"]).Length);
        publisher.CutAfter = _ => int.MaxValue;
        Whole();
    }

    [Fact]
    public void A_file_that_the_server_does_not_have_is_told_at_once()
    {
        publisher.Files.Clear();
        var message = Refused();
        Assert.Contains("404", message, StringComparison.Ordinal);
        Assert.Single(publisher.Ranges);
    }

    [Fact]
    public void A_server_in_trouble_is_asked_again()
    {
        publisher.Status = 503;
        Assert.Contains("503", Refused(), StringComparison.Ordinal);
        Assert.Equal(3, publisher.Ranges.Count);
        publisher.Status = 0;
        Whole();
    }

    [Fact]
    public void Without_a_network_one_sentence_says_what_to_do()
    {
        var away = Publication.Plain("The set", "set", new PublishedFile(new("http://127.0.0.1:1/a.gz"), ""));
        var message = Refused(away);
        Assert.StartsWith("http://127.0.0.1:1/a.gz: The set cannot be downloaded (", message, StringComparison.Ordinal);
        Assert.Contains("connect this machine to the internet, or fetch it elsewhere", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_mirror_is_asked_for_the_publishers_file()
    {
        var set = Publication.Plain("The set", "set", new PublishedFile(new("http://127.0.0.1:1/far/away/a.gz"), File("a.gz", bytes).Md5));
        var cache = new DataCache(folder.Path, new(new Uri(publisher.Address("x"), ".")));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(Path.Combine(cache.Folder(set), "a.gz")));
    }

    [Fact]
    public void An_archive_gives_its_members_and_nothing_else()
    {
        var archive = Archive(
            ("batches/one.bin", [1, 2]), ("batches/two.bin", [3]), ("batches/../../evil.bin", [4]), ("batches/readme", [5]),
            ("two.bin", [6]));
        publisher.Files["b.tar.gz"] = archive;
        var target = Cache.Folder(new("The set", "batches", [File("b.tar.gz", archive)], ["one.bin", "two.bin"]));
        Assert.Equal(["one.bin", "two.bin"], Directory.GetFiles(target).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal([3], System.IO.File.ReadAllBytes(Path.Combine(target, "two.bin")));
        Assert.Equal(["batches.lock"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void An_archive_without_a_member_is_refused()
    {
        var archive = Archive(("batches/one.bin", [1, 2]));
        publisher.Files["b.tar.gz"] = archive;
        var set = new Publication("The set", "set", [File("b.tar.gz", archive)], ["one.bin"]);
        Assert.Contains("holds no set/one.bin", Refused(set), StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_that_ask_at_once_fetch_once()
    {
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() => Cache.Folder(Set)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Whole();
        Assert.Single(publisher.Ranges);
    }

    [Fact]
    public void The_published_sets_are_the_files_that_their_readers_look_for()
    {
        Assert.Equal(
            ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"],
            Publication.Cifar10.Members);
        Assert.All((Publication[])[Publication.Cifar10, Publication.Cifar100, Publication.FashionMnist], p => Assert.All(p.Files, f =>
        {
            Assert.Equal("https", f.Address.Scheme);
            Assert.Equal(16, Convert.FromHexString(f.Md5).Length);
        }));
    }

    [Fact]
    public void Fashion_mnist_is_read_from_a_folder_of_its_four_files()
    {
        folder.WriteZipped("train-images-idx3-ubyte.gz", Folder.Idx([100, 28, 28], i => (byte)i));
        folder.WriteZipped("train-labels-idx1-ubyte.gz", Folder.Idx([100], i => (byte)(i % 10)));
        folder.WriteZipped("t10k-images-idx3-ubyte.gz", Folder.Idx([20, 28, 28], i => (byte)i));
        folder.WriteZipped("t10k-labels-idx1-ubyte.gz", Folder.Idx([20], i => (byte)(i % 10)));
        var draw = DataDraw.From(new FashionMnistSpec(folder.Path), PairedSeed.ForSearch(1, 0));
        Assert.Equal(
            (80, 20, 20, 10, new InputShape(1, 28, 28)),
            (draw.Training.Count, draw.Validation.Count, draw.Test.Count, draw.Classes, draw.Shape));
        System.IO.File.Delete(folder["t10k-labels-idx1-ubyte.gz"]);
        var refused = Assert.Throws<DataSetException>(() => DataSource.ContentHash(new FashionMnistSpec(folder.Path)));
        Assert.Contains("t10k-labels", refused.Message, StringComparison.Ordinal);
    }

    static byte[] Archive(params (string Name, byte[] Bytes)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
            foreach (var (name, content) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return file.ToArray();
    }
}
