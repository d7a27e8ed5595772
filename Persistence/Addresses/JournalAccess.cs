namespace LossActors.Persistence.Addresses;

public enum JournalAccess
{
    /// <summary>Read and write; a journal that is not there is created.</summary>
    Create,

    /// <summary>Read and write; refused if it is not there.</summary>
    Existing,

    /// <summary>Only look: takes no lock that a writer needs; every write is refused.</summary>
    ReadOnly,
}
