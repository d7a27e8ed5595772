namespace LossActors.Learning.Tensors;

/// <summary>libtorch cannot be loaded. The message is one sentence that names the remedy.</summary>
public sealed class TorchUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
