namespace LossActors.Host.Tests.Reproduction;

/// <summary>
/// Stripes under noise in CIFAR-10's format, a direction for each class; one training label in five is wrong, so that a network can
/// overfit.
/// </summary>
static class MadeUpCifar
{
    const int Side = 32;

    /// <param name="contrast">
    /// Height of the stripes; the noise has 45. At 14 they can be learned, at 8 images can only be learned by heart.
    /// </param>
    /// <returns>The data folder that has <c>cifar-10-batches-bin</c> in it.</returns>
    public static string Write(string root, double contrast)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "data", "cifar-10-batches-bin")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "data_batch_1.bin"), Images(4000, seed: 1, wrong: 0.2, contrast));
        File.WriteAllBytes(Path.Combine(folder, "test_batch.bin"), Images(500, seed: 2, wrong: 0, contrast));
        return Path.Combine(root, "data");
    }

    static byte[] Images(int count, int seed, double wrong, double contrast)
    {
        var random = new Random(seed);
        var bytes = new List<byte>(count * (1 + 3 * Side * Side));
        for (var i = 0; i < count; i++)
        {
            var angle = Math.PI * (i % 10) / 10;
            var (x, y, phase) = (Math.Cos(angle), Math.Sin(angle), 2 * Math.PI * random.NextDouble());
            bytes.Add((byte)(random.NextDouble() < wrong ? random.Next(10) : i % 10));
            for (var at = 0; at < 3 * Side * Side; at++)
            {
                var (row, column) = (at / Side % Side, at % Side);
                var stripe = Math.Sin((x * column + y * row) * 0.8 + phase);
                bytes.Add((byte)Math.Clamp(128 + contrast * stripe + 45 * Normal(random), 0, 255));
            }
        }

        return [.. bytes];
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
