using System.Diagnostics;
using LossActors.Actors.Entities;
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

    /// <summary>Returns when the islands have begun to breed.</summary>
    public async Task Searched(Process run)
    {
        while (await IslandEvents() < 9)
        {
            Assert.False(run.HasExited, "the run ended before the test came to it");
            await Task.Delay(20);
        }
    }

    /// <summary>Returns when a node is a member of the cluster.</summary>
    public async Task Joined(Process node)
    {
        while (!await HasNode())
        {
            Assert.False(node.HasExited, "the node ended before it was a member");
            await Task.Delay(50);
        }
    }

    Task<int> IslandEvents() => Count<IEvent>("island");

    /// <summary>Events of a type, of all entities of a kind; 0 while the file is being made.</summary>
    public async Task<int> Count<TEvent>(string kind)
    {
        if (!File.Exists(path)) return 0;
        try
        {
            return (await Events(kind)).Count(e => e.Event.Journaled.Event is TEvent);
        }
        catch (JournalException)
        {
            return 0;
        }
    }

    async Task<bool> HasNode()
    {
        await using var sight = await Sight.Of(Address);
        return (await sight.Reader.Nodes()).Any(n => n.State == NodeState.Up);
    }
}
