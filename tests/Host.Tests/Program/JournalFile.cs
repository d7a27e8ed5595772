using LossActors.Host.Commands;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Reading;

namespace LossActors.Host.Tests.Program;

/// <summary>A journal in a file, looked into while the program writes it.</summary>
sealed class JournalFile(string path)
{
    public string Address => $"sqlite:{path}";

    /// <summary>All events of a kind of entity, such as <c>evaluation</c>, in order, each with its entity's persistence id.</summary>
    public async Task<IReadOnlyList<(string Entity, JournalEntry Event)>> Events(string kind)
    {
        await using var sight = await Sight.Of(Address);
        var events = new List<(string, JournalEntry)>();
        foreach (var entity in await sight.Reader.Entities(kind))
            await foreach (var one in sight.Reader.Events(entity)) events.Add((entity, one));
        return events;
    }

    /// <summary>Events of a kind that are there by now; 0 while the file is being made.</summary>
    public async Task<int> Count(string kind)
    {
        if (!File.Exists(path)) return 0;
        try
        {
            return (await Events(kind)).Count;
        }
        catch (JournalException)
        {
            return 0;
        }
    }

    public async Task<bool> HasNode()
    {
        await using var sight = await Sight.Of(Address);
        return (await sight.Reader.Nodes()).Any(n => n.State == NodeState.Up);
    }
}
