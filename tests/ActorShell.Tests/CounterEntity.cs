using System.Collections.Immutable;
using System.Text.Json;
using LossActors.Actors.Entities;

namespace LossActors.ActorShell.Tests;

/// <summary>The smallest entity: adds what it is told, each name once, two events a step, and answers with the sum.</summary>
sealed class CounterEntity(EntityId id, IEntityWorld world)
    : Entity<ImmutableSortedDictionary<string, int>, CounterEvent>(id, new CounterLogic(), world)
{
    readonly List<(Add Add, IAsker Asker)> waiting = [];

    int Total => State.Values.Sum();

    public override EntitySnapshot Save() => new("counter", 1, Step, JsonSerializer.SerializeToUtf8Bytes(State));

    protected override bool MayGoOn(TimeSpan now) => true;

    protected override ImmutableSortedDictionary<string, int> Read(EntitySnapshot snapshot) => snapshot.Format == 1
        ? JsonSerializer.Deserialize<ImmutableSortedDictionary<string, int>>(snapshot.State.Span)!
        : throw new SnapshotException($"format {snapshot.Format}");

    protected override void On(IMessage message, IAsker asker, TimeSpan now)
    {
        switch (message)
        {
            case Add add when State.ContainsKey(add.Name): asker.Answer(new Sum(Total)); break;
            case Add add:
                Inbox.Add(add.Name, add);
                waiting.Add((add, asker));
                break;
            case GetSum: asker.Answer(new Sum(Total)); break;
            case Rest: Passivate(); break;
            case Fail: throw new InvalidOperationException("told to fail");
        }
    }

    protected override void OnTick(TimeSpan now) => World.TellDispatcher(new Sum(Total));

    protected override void OnStep(Input taken, TimeSpan now)
    {
        foreach (var (_, asker) in waiting.Where(w => State.ContainsKey(w.Add.Name)).ToList()) asker.Answer(new Sum(Total));
        waiting.RemoveAll(w => State.ContainsKey(w.Add.Name));
    }
}

sealed class CounterLogic : ILogic<ImmutableSortedDictionary<string, int>, CounterEvent>
{
    public ImmutableSortedDictionary<string, int> Initial { get; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    public Input? Takes(ImmutableSortedDictionary<string, int> state, Inbox inbox) =>
        inbox.Facts.OfType<Add>().FirstOrDefault(a => IsOfUse(state, a)) is { } add ? new Added(add) : null;

    public Decision<CounterEvent> Decide(ImmutableSortedDictionary<string, int> state, Input input) =>
        input is Added { Add: var add } ? new([new Named(add.Name), new Grown(add.Name, add.Number)])
        : throw new ArgumentException("no input", nameof(input));

    public ImmutableSortedDictionary<string, int> Apply(
        ImmutableSortedDictionary<string, int> state, CounterEvent happened) => happened switch
    {
        Named n => state.Add(n.Name, 0),
        Grown { Number: 666 } => throw new InvalidOperationException("666 cannot be applied"),
        Grown g => state.SetItem(g.Name, g.Number),
        _ => state,
    };

    public IEnumerable<Question> Outstanding(ImmutableSortedDictionary<string, int> state) => [];

    public bool IsOfUse(ImmutableSortedDictionary<string, int> state, IMessage fact) => fact is Add add && !state.ContainsKey(add.Name);
}

abstract record CounterEvent : IEvent;

sealed record Named(string Name) : CounterEvent;

sealed record Grown(string Name, int Number) : CounterEvent;

sealed record Added(Add Add) : Input;

sealed record Add(string Name, int Number) : IMessage;

sealed record GetSum : IMessage;

sealed record Rest : IMessage;

sealed record Fail : IMessage;

sealed record Sum(int Value) : IMessage;
