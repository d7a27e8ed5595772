using System.Collections.Immutable;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>Whom a commit concerns: the owners of actors that got mail, whoever waits for work, or everyone.</summary>
sealed record Concern
{
    /// <summary>A notification's payload has at most 8,000 bytes; more names than this are everyone.</summary>
    const int MostNames = 100;

    const string All = "*", ReadyWork = "work";

    readonly ImmutableHashSet<string> names;

    Concern(ImmutableHashSet<string> names) => this.names = names.Count > MostNames || names.Contains(All) ? [All] : names;

    public static Concern None { get; } = new(names: []);

    public static Concern Everyone { get; } = new([All]);

    /// <summary>There may be work to claim.</summary>
    public static Concern Work { get; } = new([ReadyWork]);

    public bool IsNone => names.IsEmpty;

    /// <param name="owners">Null: an actor without an owner, which is found by polling.</param>
    public static Concern Owners(IEnumerable<string?> owners) => new([.. owners.OfType<string>()]);

    public Concern And(Concern other) => new(names.Union(other.names));

    /// <summary>What is left to tell when these nodes know.</summary>
    public Concern Without(IReadOnlySet<string> nodes) => new(names.Except(nodes));

    public bool Wakes(IReadOnlySet<string> nodes, bool hungry) =>
        names.Contains(All) || (hungry && names.Contains(ReadyWork)) || names.Overlaps(nodes);

    public string Print(string sender) => $"{sender} {string.Join(' ', names)}";

    /// <summary>Another version's payload concerns everyone.</summary>
    public static (string Sender, Concern Concern) Parse(string payload) =>
        payload.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var sender, .. { Length: > 0 } names]
            ? (sender, new([.. names])) : (payload, Everyone);
}
