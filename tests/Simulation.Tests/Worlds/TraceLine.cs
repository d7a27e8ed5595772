using System.Runtime.CompilerServices;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>A line of a trace, put together only where somebody reads it.</summary>
[InterpolatedStringHandler]
ref struct TraceLine
{
    DefaultInterpolatedStringHandler line;

    public TraceLine(int literalLength, int formattedCount, World world, out bool isRead)
    {
        isRead = world.IsTraced;
        if (isRead) line = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public string Text => line.ToString();

    public void AppendLiteral(string text) => line.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => line.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => line.AppendFormatted(value, format);
}
