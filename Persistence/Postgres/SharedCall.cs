namespace LossActors.Persistence.Postgres;

/// <summary>One call at a time for all callers of a process: those that ask while one is under way share the next.</summary>
/// <param name="call">Answers each request of a batch, in their order.</param>
/// <param name="joins">Whether a request may join a batch that begins with these.</param>
/// <param name="divides">Whether requests that met this error together are to be asked one by one, so that none fails for another's sake.</param>
sealed class SharedCall<TRequest, TReply>(
    Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TReply>>> call, Func<IReadOnlyList<TRequest>, TRequest, bool> joins, Func<Exception, bool>? divides = null)
{
    readonly Lock gate = new();
    readonly List<Pending> waiting = [];
    bool serving;

    public Task<TReply> Ask(TRequest request)
    {
        var pending = new Pending(request);
        lock (gate)
        {
            waiting.Add(pending);
            if (!serving)
            {
                serving = true;
                _ = Serve();
            }
        }

        return pending.Reply.Task;
    }

    async Task Serve()
    {
        while (TakeBatch() is { Count: > 0 } batch)
            await Serve(batch).ConfigureAwait(false);
    }

    async Task Serve(List<Pending> batch)
    {
        try
        {
            var replies = await call([.. batch.Select(p => p.Request)]).ConfigureAwait(false);
            foreach (var (pending, reply) in batch.Zip(replies))
                pending.Reply.TrySetResult(reply);
        }
        catch (Exception e) when (batch.Count > 1 && divides?.Invoke(e) == true)
        {
            foreach (var pending in batch)
                await Serve([pending]).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            foreach (var pending in batch)
                pending.Reply.TrySetException(e);
        }
    }

    List<Pending> TakeBatch()
    {
        lock (gate)
        {
            var (batch, requests) = (new List<Pending>(), new List<TRequest>());
            foreach (var pending in waiting.Where(p => requests.Count == 0 || joins(requests, p.Request)))
            {
                batch.Add(pending);
                requests.Add(pending.Request);
            }

            waiting.RemoveAll(batch.Contains);
            serving = batch.Count > 0;
            return batch;
        }
    }

    sealed class Pending(TRequest request)
    {
        public TRequest Request => request;

        public TaskCompletionSource<TReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
