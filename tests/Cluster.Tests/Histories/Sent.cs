namespace LossActors.FormerActors.Tests.Histories;

/// <summary>A message that an actor's committed turn sent, under the key that its mailbox row has.</summary>
sealed record Sent(string Key, ReadOnlyMemory<byte> Data);
