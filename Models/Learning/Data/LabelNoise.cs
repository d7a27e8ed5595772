using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

static class LabelNoise
{
    /// <summary>Moves each label, with probability <paramref name="share"/>, to one of the other classes, each alike.</summary>
    public static int[] Apply(int[] labels, double share, int classes, RandomStream random)
    {
        if (share == 0) return labels;
        var noisy = new int[labels.Length];
        for (var i = 0; i < labels.Length; i++)
            noisy[i] = random.NextBool(share) ? (labels[i] + 1 + random.NextInt(classes - 1)) % classes : labels[i];
        return noisy;
    }
}
