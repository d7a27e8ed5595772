using System.Threading.Channels;
using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>
/// Commits the turns that have gathered since the last commit in one statement. Of one actor a batch holds one turn, and a turn that
/// changes a run goes alone. When PostgreSQL refuses a batch, its turns are tried one by one. A batch whose reply was lost
/// is submitted again: its turns that had committed are stale then, and the journal knows their ids.
/// </summary>
sealed class TurnWriter : IAsyncDisposable
{
    const int LargestBatch = 128;

    readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>(new() { SingleReader = true });
    readonly NpgsqlDataSource source;
    readonly PostgresRetry retry;
    readonly PostgresHints hints;
    readonly Task work;

    public TurnWriter(NpgsqlDataSource source, PostgresRetry retry, PostgresHints hints)
    {
        (this.source, this.retry, this.hints) = (source, retry, hints);
        work = Task.Run(Work);
    }

    public Task<TurnOutcome> Commit(Turn turn)
    {
        var pending = new Pending(turn);
        return queue.Writer.TryWrite(pending)
            ? pending.Reply.Task
            : Task.FromException<TurnOutcome>(new ObjectDisposedException(nameof(PostgresStore)));
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await work.ConfigureAwait(false);
    }

    async Task Work()
    {
        var waiting = new List<Pending>();
        while (waiting.Count > 0 || await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (waiting.Count < LargestBatch && queue.Reader.TryRead(out var next))
                waiting.Add(next);
            var batch = TakeBatch(waiting);
            if (!await TryCommit(batch).ConfigureAwait(false))
            {
                foreach (var one in batch)
                    await TryCommit([one]).ConfigureAwait(false);
            }
        }
    }

    static List<Pending> TakeBatch(List<Pending> waiting)
    {
        if (waiting[0].Turn.Run is not null)
        {
            var alone = waiting[0];
            waiting.RemoveAt(0);
            return [alone];
        }

        var batch = new List<Pending>();
        var actors = new HashSet<ActorId>();
        foreach (var pending in waiting)
        {
            if (pending.Turn.Run is null && actors.Add(pending.Turn.Actor))
                batch.Add(pending);
        }

        waiting.RemoveAll(batch.Contains);
        return batch;
    }

    /// <summary>False: the batch was refused, and its turns are to be tried one by one.</summary>
    async Task<bool> TryCommit(List<Pending> batch)
    {
        try
        {
            var outcomes = await retry.Write(source, (connection, _) => Submit(connection, batch)).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Reply.TrySetResult(outcomes[i]);
            return true;
        }
        catch (BatchRefusedException)
        {
            return false;
        }
        catch (Exception e)
        {
            foreach (var pending in batch)
                pending.Reply.TrySetException(e);
            return true;
        }
    }

    async Task<TurnOutcome[]> Submit(NpgsqlConnection connection, List<Pending> batch)
    {
        var (committed, concern) = await Try(connection, batch).ConfigureAwait(false);
        hints.Raise(concern);
        var outcomes = new TurnOutcome[batch.Count];
        for (var i = 0; i < batch.Count; i++)
            outcomes[i] = committed.Contains(i) ? TurnOutcome.Committed : await WhyNot(connection, batch[i].Turn).ConfigureAwait(false);
        return outcomes;
    }

    static async Task<(HashSet<int> Committed, Concern Concern)> Try(NpgsqlConnection connection, List<Pending> batch)
    {
        try
        {
            return await TurnStatement.Submit(connection, [.. batch.Select(p => p.Turn)]).ConfigureAwait(false);
        }
        catch (PostgresException e) when (batch.Count > 1 && !PostgresFaults.ServerGoesAway(e))
        {
            throw new BatchRefusedException();
        }
    }

    /// <summary>A turn that is in the journal under its own id committed earlier, whatever has become of the actor since.</summary>
    static async Task<TurnOutcome> WhyNot(NpgsqlConnection connection, Turn turn)
    {
        var found = await connection.List(
            """
            SELECT a.seq, a.term, EXISTS (SELECT FROM journal j WHERE j.actor = a.number AND j.seq = $3 + 1 AND j.turn_id = $4)
            FROM actor a JOIN run r ON r.number = a.run WHERE r.run_id = $1 AND a.name = $2
            """,
            static r => (Seq: r.GetInt64(0), Term: r.GetInt64(1), Known: r.GetBoolean(2)),
            turn.Actor.Run.Value, turn.Actor.Name, turn.ExpectedSeq, turn.TurnId).ConfigureAwait(false);
        return found is not [var head] ? TurnOutcome.Fenced
            : head.Known ? TurnOutcome.Committed
            : head.Term != turn.Term.Value ? TurnOutcome.Fenced
            : head.Seq != turn.ExpectedSeq ? TurnOutcome.Conflict
            : TurnOutcome.WrongConsumed;
    }

    sealed class Pending(Turn turn)
    {
        public Turn Turn => turn;

        public TaskCompletionSource<TurnOutcome> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class BatchRefusedException : Exception;
}
