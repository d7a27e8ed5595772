namespace LossActors.Actors.Entities;

/// <summary>Facts that have come and were not taken yet, by name. A second copy of a fact changes nothing. Lost with the process.</summary>
public sealed class Inbox
{
    readonly OrderedDictionary<object, IMessage> facts = [];

    /// <summary>In the order of arrival.</summary>
    public IEnumerable<IMessage> Facts => facts.Values;

    public int Count => facts.Count;

    /// <param name="name">What the fact is about; compared by value.</param>
    /// <returns>False if a fact of this name is there already.</returns>
    public bool Add(object name, IMessage fact) => facts.TryAdd(name, fact);

    public T? Find<T>(object name)
        where T : class, IMessage => facts.GetValueOrDefault(name) as T;

    public void Remove(object name) => facts.Remove(name);

    public void Keep(Func<IMessage, bool> isOfUse)
    {
        for (var i = facts.Count - 1; i >= 0; i--)
            if (!isOfUse(facts.GetAt(i).Value)) facts.RemoveAt(i);
    }
}
