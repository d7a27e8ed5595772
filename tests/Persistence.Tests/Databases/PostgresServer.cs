using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(LossActors.Persistence.Tests.Databases.PostgresServer))]

namespace LossActors.Persistence.Tests.Databases;

/// <summary>
/// A PostgreSQL server of this test run, in a temporary folder and on a loopback port, started when the first test asks for it. It
/// ends with the test process, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string Password = "s3cret:of@the/tests";

    static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Order(StringComparer.Ordinal)
            .LastOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) : null;

    readonly Lazy<Task<string>> folder;
    readonly int port = FreePort();
    Process? server;
    int schemas;

    public PostgresServer() => folder = new(Create);

    public int Port => port;

    /// <summary>An address of this machine besides the loopback's at which the server is reached, from its own subnet of 256.</summary>
    public IPAddress? AlsoAt { get; init; }

    /// <summary>A new, empty journal's address on this server.</summary>
    public async Task<string> NewJournal()
    {
        if (Programs is null)
        {
            const string why = "PostgreSQL is not installed: apt-get install postgresql";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(why);
            Assert.Skip(why);
        }

        await folder.Value;
        return AddressOf($"journal_{Interlocked.Increment(ref schemas)}");
    }

    public string AddressOf(string schema) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Password={Password};Database=postgres;Search Path={schema}";

    public string UrlOf(string schema, string password = Password) =>
        $"postgres://postgres:{Uri.EscapeDataString(password)}@127.0.0.1:{port}/postgres?search_path={schema}&sslmode=disable";

    /// <summary>
    /// As <c>pg_ctl -m immediate restart</c>: the server's processes are killed where they stand and it recovers from its log.
    /// </summary>
    public Task CrashAndRestart(TimeSpan away) => CrashAndRestart(() => Task.Delay(away));

    public async Task CrashAndRestart(Func<Task> away)
    {
        await Stop();
        await away();
        await Start(await folder.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (!folder.IsValueCreated)
            return;
        await Stop();
        Directory.Delete(await folder.Value, recursive: true);
    }

    async Task<string> Create()
    {
        var path = Directory.CreateTempSubdirectory("lossactors-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
            await Finish(Process.Start("chown", ["postgres", path]));
        var secret = Path.Combine(path, "password");
        await File.WriteAllTextAsync(secret, Password);
        await Finish(Launch(
            $"'{Programs}/initdb' -D '{path}/data' -U postgres -A scram-sha-256 --pwfile='{secret}' --no-sync -E UTF8 --locale=C "
            + $"> '{path}/initdb.log' 2>&1"));
        if (AlsoAt is not null)
            await File.AppendAllTextAsync(Path.Combine(path, "data", "pg_hba.conf"), $"host all all {AlsoAt}/24 scram-sha-256\n");
        await Start(path);
        return path;
    }

    /// <summary>The shell reads until this process is gone, and takes the server with it.</summary>
    async Task Start(string path)
    {
        server = Launch(
            $"'{Programs}/postgres' -D '{path}/data' -p {port} -k '{path}' -h 127.0.0.1{(AlsoAt is null ? "" : $",{AlsoAt}")} "
            + $"-c fsync=off -c max_connections=300 -c shared_buffers=64MB > '{path}/log' 2>&1 & "
            + "p=$!; cat > /dev/null; kill -QUIT $p; wait $p");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection($"{AddressOf("public")};Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !server.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    async Task Stop()
    {
        server!.StandardInput.Close();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    static Process Launch(string script)
    {
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "sh", "-c", script] : ["sh", "-c", script];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, WorkingDirectory = "/" })!;
    }

    static async Task Finish(Process process)
    {
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        process.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
