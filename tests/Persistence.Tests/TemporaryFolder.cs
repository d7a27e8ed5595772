namespace LossActors.Persistence.Tests;

sealed class TemporaryFolder : IDisposable
{
    readonly string path = Directory.CreateTempSubdirectory("lossactors-").FullName;

    public string Path => path;

    public string File(string name) => System.IO.Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
