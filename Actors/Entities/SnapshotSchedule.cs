using Akka.Persistence;

namespace LossActors.Actors.Entities;

/// <summary>When an entity's state is worth a snapshot, and which older ones are not needed any more.</summary>
/// <param name="every">Least events between two snapshots; 0: none are made.</param>
sealed class SnapshotSchedule(int every)
{
    /// <summary>Events since the last snapshot that are worth one when the entity stops.</summary>
    const int WorthOneAtTheEnd = 64;

    /// <summary>
    /// A state grows with its journal. A snapshot waits for this part of the events before the last one, so that all snapshots of a long
    /// life together are written in proportion to its journal, and no recovery replays more than this part of it.
    /// </summary>
    const int PartOfTheJournal = 16;

    long last, readBack;

    public bool IsDue(long sequenceNumber, bool atTheEnd) =>
        every > 0 && sequenceNumber - last >= Math.Max(atTheEnd ? Math.Min(every, WorthOneAtTheEnd) : every, last / PartOfTheJournal);

    public void Loaded(long sequenceNumber) => last = readBack = sequenceNumber;

    public void Taken(long sequenceNumber) => last = sequenceNumber;

    /// <summary>
    /// A snapshot is saved: those older than the one that was read back, if there are any. Nothing is deleted before a snapshot has proved
    /// to read.
    /// </summary>
    public SnapshotSelectionCriteria? Superfluous()
    {
        var before = readBack - 1;
        readBack = 0;
        return before > 0 ? new SnapshotSelectionCriteria(before) : null;
    }
}
