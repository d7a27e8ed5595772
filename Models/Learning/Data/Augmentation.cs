namespace LossActors.Learning.Data;

/// <summary>
/// Random changes of training images, drawn anew for every image of every batch from the paired
/// seed; validation and test images stay as they are.
/// </summary>
/// <param name="Flip">Mirror left and right with probability ½.</param>
/// <param name="Crop">
/// Pad with so many black pixels on each side and cut out a window of the old size, each place alike. Black is byte 0;
/// for numbers that are no bytes it is the mean.
/// </param>
public sealed record Augmentation(bool Flip = false, int Crop = 0);
