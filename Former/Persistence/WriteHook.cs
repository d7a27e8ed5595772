namespace LossActors.FormerPersistence;

/// <summary>
/// Called around each write of a store, for tests that crash a store at its N-th write. What it throws goes to the caller of the
/// write: thrown before, nothing has happened; thrown after, the write has happened and only its reply is lost.
/// </summary>
/// <param name="write">1, 2, 3, … in the order of the calls. A claim, takeover or burial that finds nothing is no write.</param>
public delegate void WriteHook(long write, WriteMoment moment);

public enum WriteMoment
{
    Before,
    After,
}
