namespace LossActors.Host.Tests.Program;

/// <summary>A folder for one test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lossactors-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
