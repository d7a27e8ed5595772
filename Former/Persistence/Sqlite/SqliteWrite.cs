namespace LossActors.FormerPersistence.Sqlite;

/// <summary>A write on its way through the group commit. It may run more than once, until a transaction that holds it commits.</summary>
abstract class SqliteWrite(bool quiet)
{
    public long Number { get; set; }

    /// <summary>No one waits for this change.</summary>
    public bool Quiet => quiet;

    /// <summary>Its caller has its answer.</summary>
    public abstract bool Settled { get; }

    public abstract void Run(SqliteSession session);

    public abstract void Succeed();

    public abstract void Fail(Exception error);
}

sealed class SqliteWrite<T>(Func<SqliteSession, T> change, bool quiet) : SqliteWrite(quiet)
{
    readonly TaskCompletionSource<T> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T result = default!;

    public Task<T> Reply => reply.Task;

    public override bool Settled => reply.Task.IsCompleted;

    public override void Run(SqliteSession session) => result = change(session);

    public override void Succeed() => reply.TrySetResult(result);

    public override void Fail(Exception error) => reply.TrySetException(error);
}
