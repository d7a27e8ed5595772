using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace LossActors.Learning.Data;

/// <summary>
/// Fetches published files: what has come stays beside the target as NAME.part, and later attempts, also of later processes, go on from
/// there where the server can. A file gets its name only when its checksum is right.
/// </summary>
/// <param name="mirror">Asked for the same file names in the place of the publishers; null for the publishers themselves.</param>
sealed class Fetcher(Uri? mirror)
{
    /// <summary>Attempts that bring nothing, in a row, before it gives up.</summary>
    const int MostAttempts = 3;

    static readonly HttpClient Client =
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Pause before the second attempt; twice as long before each further one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A server that sends nothing for so long is given up.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <param name="name">Of the data set, for messages.</param>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="unpacked">Where its user may put the data instead, for messages.</param>
    /// <returns>The path of the whole file.</returns>
    /// <exception cref="DataSetException">The server cannot be reached, or has another file.</exception>
    public string Fetch(string name, PublishedFile file, string folder, string unpacked)
    {
        var target = Path.Combine(folder, file.Name);
        if (File.Exists(target) && Checksum(target) == file.Md5) return target;
        var address = mirror is null ? file.Address : new Uri(mirror, file.Name);
        var part = target + ".part";
        var resumed = Length(part) > 0;
        DataSource.Announce($"Downloading {name} from {address}{(resumed ? $", going on after {Length(part) / 1e6:0.#} MB" : "")} …");
        Complete(name, address, part, unpacked);
        if (Checksum(part) is var found && found != file.Md5)
        {
            File.Delete(part);
            // What another day had left may be of another file: once more, from the beginning.
            if (resumed) Complete(name, address, part, unpacked);
            if (!resumed || (found = Checksum(part)) != file.Md5)
            {
                File.Delete(part);
                throw new DataSetException(
                    $"{address}: the file that came has the MD5 checksum {found}, but the publisher's is {file.Md5}; "
                    + $"try again later, or fetch {name} elsewhere and put it into {unpacked}.");
            }
        }

        File.Move(part, target, overwrite: true);
        return target;
    }

    /// <summary>Attempts until the file is whole; each that brings something counts as the first.</summary>
    void Complete(string name, Uri address, string part, string unpacked)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = Length(part);
            try
            {
                Attempt(address, part).GetAwaiter().GetResult();
                return;
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or OperationCanceledException)
            {
                if (Length(part) > before) attempt = 0;
                var refused = e is HttpRequestException { StatusCode: { } status }
                    && (int)status is >= 400 and < 500 and not 408 and not 429;
                if (attempt >= MostAttempts || refused)
                {
                    var remedy = Length(part) > 0
                        ? $"the first {Length(part) / 1e6:0.#} MB are kept and the next start goes on from there"
                        : "connect this machine to the internet";
                    throw new DataSetException(
                        $"{address}: {name} cannot be downloaded ({Reason(e)}); {remedy}, "
                        + $"or fetch it elsewhere and put its files into {unpacked}.", e);
                }

                Thread.Sleep(Pause * (1 << Math.Max(0, attempt - 1)));
            }
        }
    }

    async Task Attempt(Uri address, string part)
    {
        using var patience = new CancellationTokenSource(Silence);
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (file.Length > 0) request.Headers.Range = new RangeHeaderValue(file.Length, null);
        using var response = await Client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // Nothing follows: the part is whole, or longer than the file. The checksum tells.
            return;
        }

        response.EnsureSuccessStatusCode();
        var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
        if (!goesOn) file.SetLength(0);
        file.Seek(0, SeekOrigin.End);
        var whole = file.Length + response.Content.Headers.ContentLength;
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false)) > 0)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), patience.Token).ConfigureAwait(false);
            patience.CancelAfter(Silence);
        }

        file.Flush(flushToDisk: true);
        if (whole is { } length && file.Length != length)
            throw new HttpRequestException($"the connection ended after {file.Length} of {length} bytes");
    }

    string Reason(Exception e) => e switch
    {
        HttpRequestException { StatusCode: { } status } => $"the server answers {(int)status}",
        OperationCanceledException => $"the server was silent for {Silence.TotalSeconds:0} s",
        _ => e.Message.TrimEnd('.'),
    };

    static long Length(string path) => new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;

    static string Checksum(string path)
    {
        using var file = File.OpenRead(path);
#pragma warning disable CA5351 // What the publishers give is MD5.
        return Convert.ToHexStringLower(MD5.HashData(file));
#pragma warning restore CA5351
    }
}
