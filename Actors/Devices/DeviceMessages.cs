using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Devices;

/// <summary>All that a device is and holds, told to the dispatcher at every change and every <see cref="Patience.Tick"/>.</summary>
/// <param name="Device">In words, such as <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Free">Lanes that could start now.</param>
/// <param name="Holds">Evaluations that it waits to start, trains, or has a result or death of that was not noted yet.</param>
public sealed record DeviceState(
    string Device, Incarnation Process, string ArithmeticClass, int Lanes, int Free, ImmutableArray<EvaluationKey> Holds) : IMessage;

/// <summary>The dispatcher gives an evaluation to a device, which refuses it by not holding it.</summary>
public sealed record Assign(Want Want) : IMessage;

/// <summary>"Which arithmetic class shall I take?" To the dispatcher, asked again until <see cref="ClassIs"/> answers.</summary>
public sealed record WhichClass(EntityId For) : IMessage;

/// <summary>The class of the first device that the dispatcher heard of.</summary>
public sealed record ClassIs(string ArithmeticClass) : IMessage;
