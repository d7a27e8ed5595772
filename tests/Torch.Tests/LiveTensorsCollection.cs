namespace LossActors.Torch.Tests;

/// <summary>Tests that read process-wide counts or memory run alone.</summary>
[CollectionDefinition("live tensors", DisableParallelization = true)]
public sealed class LiveTensorsCollection;
