namespace LossActors.Actors.Entities;

/// <summary>
/// Who waits for an answer that cannot be given yet, each with what it asked last. Lost with the process: who needs the answer asks again.
/// </summary>
public sealed class Askers<TQuestion>
    where TQuestion : class
{
    readonly OrderedDictionary<IAsker, (TQuestion Question, TimeSpan Asked)> waiting = [];

    public int Count => waiting.Count;

    /// <summary>What the one says who has waited longest, or null.</summary>
    public TQuestion? First => waiting.Count > 0 ? waiting.GetAt(0).Value.Question : null;

    public void Keep(IAsker asker, TQuestion question, TimeSpan now) => waiting[asker] = (question, now);

    /// <summary>Answers whom it can, and they wait no longer.</summary>
    /// <param name="answer">Null: not yet.</param>
    public void Answer(Func<TQuestion, IMessage?> answer)
    {
        foreach (var (asker, (question, _)) in waiting.ToList())
        {
            if (answer(question) is not { } found) continue;
            waiting.Remove(asker);
            asker.Answer(found);
        }
    }

    /// <summary>Whoever has not asked again for <see cref="Patience.Asker"/> waits no longer.</summary>
    public void Forget(TimeSpan now)
    {
        for (var i = waiting.Count - 1; i >= 0; i--)
            if (now - waiting.GetAt(i).Value.Asked >= Patience.Asker) waiting.RemoveAt(i);
    }
}
