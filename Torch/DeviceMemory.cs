namespace LossActors.Torch;

/// <summary>A device's memory in bytes.</summary>
public readonly record struct DeviceMemory(long Free, long Total)
{
    public long Used => Total - Free;
}
