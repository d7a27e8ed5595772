namespace LossActors.Torch;

/// <summary>libtorch, or the bridge to it, cannot be loaded. The message is one sentence that names the remedy.</summary>
public sealed class TorchUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
