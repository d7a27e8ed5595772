using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LossActors.Learning.Tests.Data;

/// <summary>A small HTTP server of files, one request at a time, with the faults that a test wants.</summary>
sealed class Publisher : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly Thread thread;

    public Publisher()
    {
        listener.Start();
        thread = new(Serve) { IsBackground = true };
        thread.Start();
    }

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>The Range header of each request, empty for none, in order.</summary>
    public List<string> Ranges { get; } = [];

    /// <summary>How many bytes of a body are sent before the connection is cut; by the number of the request.</summary>
    public Func<int, int> CutAfter { get; set; } = _ => int.MaxValue;

    public bool KnowsRanges { get; set; } = true;

    /// <summary>Sends bodies without their length, ended by the connection's end.</summary>
    public bool HidesLength { get; set; }

    /// <summary>An answer in the place of the file; 0 for none.</summary>
    public int Status { get; set; }

    public Uri Address(string name) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/files/{name}");

    public void Dispose()
    {
        listener.Stop();
        thread.Join();
    }

    void Serve()
    {
        while (true)
        {
            try
            {
                using var client = listener.AcceptTcpClient();
                Answer(client.GetStream());
            }
            catch (IOException)
            {
                // The client went away.
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    void Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var name = reader.ReadLine()?.Split(' ')[1].Split('/')[^1] ?? "";
        var range = "";
        while (reader.ReadLine() is { Length: > 0 } line)
            if (line.StartsWith("Range: ", StringComparison.OrdinalIgnoreCase)) range = line[7..];
        Ranges.Add(range);
        var request = Ranges.Count;
        if (Status != 0 || !Files.TryGetValue(name, out var file))
        {
            stream.Write(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {(Status == 0 ? 404 : Status)} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }

        var from = KnowsRanges && range.Length > 0 ? int.Parse(range["bytes=".Length..^1]) : 0;
        if (from > 0 && from >= file.Length)
        {
            stream.Write(Encoding.ASCII.GetBytes("HTTP/1.1 416 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }

        var length = HidesLength ? "" : $"Content-Length: {file.Length - from}\r\n";
        var status = from > 0 ? $"206 Partial Content\r\nContent-Range: bytes {from}-{file.Length - 1}/{file.Length}" : "200 OK";
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{length}Connection: close\r\n\r\n"));
        stream.Write(file.AsSpan(from, Math.Min(file.Length - from, CutAfter(request))));
    }
}
