using LossActors.Actors.Entities;

namespace LossActors.Persistence.Nodes;

/// <summary>One life of a node. By address alone a late burial would hit the process that was started anew on the same port.</summary>
/// <param name="Address">As Akka writes it, such as <c>akka.ssl.tcp://lossactors@127.0.0.1:4053</c>.</param>
public readonly record struct NodeKey(string Address, Incarnation Incarnation);
