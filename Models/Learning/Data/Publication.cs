namespace LossActors.Learning.Data;

/// <summary>A data set as its publisher offers it.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Folder">Of the files, in the cache and, for an archive, in it.</param>
/// <param name="Files">What is fetched.</param>
/// <param name="Members">The files that the folder holds in the end.</param>
sealed record Publication(string Name, string Folder, IReadOnlyList<PublishedFile> Files, IReadOnlyList<string> Members)
{
    const string Toronto = "https://www.cs.toronto.edu/~kriz/";
    const string Zalando = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/";

    /// <summary>The checksum is that of www.cs.toronto.edu/~kriz/cifar.html.</summary>
    public static Publication Cifar10 { get; } = new(
        "CIFAR-10", "cifar-10-batches-bin", [new(new(Toronto + "cifar-10-binary.tar.gz"), "c32a1d4ab5d03f1284b67883e8d87530")],
        [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin"), "test_batch.bin"]);

    /// <inheritdoc cref="Cifar10"/>
    public static Publication Cifar100 { get; } = new(
        "CIFAR-100", "cifar-100-binary", [new(new(Toronto + "cifar-100-binary.tar.gz"), "03b5dce01913d631647c71ecec9e9cb8")],
        ["train.bin", "test.bin"]);

    /// <summary>The checksums are those of github.com/zalandoresearch/fashion-mnist.</summary>
    public static Publication FashionMnist { get; } = Plain(
        "Fashion-MNIST", "fashion-mnist",
        new(new(Zalando + "train-images-idx3-ubyte.gz"), "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        new(new(Zalando + "train-labels-idx1-ubyte.gz"), "25c81989df183df01b3e8a0aad5dffbe"),
        new(new(Zalando + "t10k-images-idx3-ubyte.gz"), "bef4ecab320f06d8554ea6380940ec79"),
        new(new(Zalando + "t10k-labels-idx1-ubyte.gz"), "bb300cfdad3c16e7a12a480ee83cd310"));

    public static Publication Plain(string name, string folder, params PublishedFile[] files) =>
        new(name, folder, files, [.. files.Select(f => f.Name)]);

    /// <summary>Whether the folder is there or was downloaded before.</summary>
    public bool IsOnHand(string path, string? beside) =>
        DataSource.Locate(path, beside, Directory.Exists) is not null || DataCache.OfUser.Has(this);

    /// <summary>The folder at the path, or where there is none and it may be downloaded, that of the user's cache.</summary>
    /// <exception cref="DataSetException">Neither can be had.</exception>
    public string Locate(string path, string? beside, bool download, string files) =>
        DataSource.Locate(path, beside, Directory.Exists)
        ?? (download
            ? DataCache.OfUser.Folder(this)
            : throw DataSource.Missing(
                "folder", path, beside, $"dataset.path names the folder of {files}, and dataset.download = true fetches them"));
}

/// <summary>A file to fetch.</summary>
/// <param name="Md5">The publisher's checksum, hex.</param>
sealed record PublishedFile(Uri Address, string Md5)
{
    public string Name => Path.GetFileName(Address.LocalPath);

    public bool IsArchive => Name.EndsWith(".tar.gz", StringComparison.Ordinal);
}
