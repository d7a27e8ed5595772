namespace LossActors.FormerActors.Devices;

/// <summary>A device stopped on its own account. Its work is free for others; nothing is said about any loss.</summary>
public sealed class DeviceFailedException(string device, Exception reason)
    : Exception($"Device {device} stopped: {reason.Message}", reason);
