using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>One thing that an actor takes in a turn, recorded whole in the first event of that turn.</summary>
public abstract record Input;

public sealed record MessageInput(string Key, string Type, ReadOnlyMemory<byte> Data) : Input;

/// <summary>A wave of each island awaited, in the order they were awaited.</summary>
public sealed record WavesInput(int W, IReadOnlyList<WaveOf> Waves) : Input;

public sealed record WaveOf(string Island, WaveRecord Wave);
