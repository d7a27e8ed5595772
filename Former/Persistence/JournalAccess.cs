namespace LossActors.FormerPersistence;

public enum JournalAccess
{
    /// <summary>Read and write; a journal that is not there is created, an older one upgraded.</summary>
    Create,

    /// <summary>Read and write; refused if it is not there.</summary>
    Existing,

    /// <summary>Only look: takes no lock that a writer needs; every write is refused.</summary>
    ReadOnly,
}
