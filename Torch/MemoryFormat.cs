namespace LossActors.Torch;

/// <summary>In which order the elements of [batch, channels, height, width] lie in memory, numbered as libtorch numbers it.</summary>
public enum MemoryFormat
{
    /// <summary>Row-major.</summary>
    Contiguous = 0,

    /// <summary>Channels innermost. Convolutions and pools on the CPU are faster with an input laid out so, and pass the order on.</summary>
    ChannelsLast = 2,
}
