using System.Reflection;
using LossActors.Persistence.Addresses;
using Xunit.Sdk;
using Xunit.v3;

namespace LossActors.Persistence.Tests.Databases;

/// <summary>A contract holds on both databases.</summary>
public sealed class BothDatabasesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(JournalKind.Sqlite), new TheoryDataRow(JournalKind.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
