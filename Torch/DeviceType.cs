namespace LossActors.Torch;

/// <summary>A kind of device, numbered as libtorch numbers them.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
}
