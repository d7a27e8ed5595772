namespace LossActors.Persistence.Nodes;

public enum NodeState
{
    /// <summary>Wants to join: its certificate is accepted.</summary>
    Joining,

    /// <summary>A member of the cluster.</summary>
    Up,

    /// <summary>Buried: this life of the process may do nothing any more, whatever it believes.</summary>
    Down,
}
