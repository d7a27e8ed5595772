using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

/// <summary>The views of one training's images, batch after batch, from its paired seed. One lane's.</summary>
sealed class Views(Augmentation augmentation, PairedSeed seed)
{
    View[] views = [];
    uint batch;

    /// <summary>The views of the next batch; valid until the next call.</summary>
    public ReadOnlySpan<View> Next(int count)
    {
        if (views.Length != count) views = new View[count];
        // A batch's views are a function of its number.
        var random = seed.Stream(Purpose.Augmentation, batch++);
        var crop = augmentation.Crop;
        for (var i = 0; i < count; i++)
        {
            var mirrored = augmentation.Flip && random.NextBool(0.5);
            views[i] = crop == 0 ? new(mirrored, 0, 0) : new(mirrored, random.NextInt(-crop, crop), random.NextInt(-crop, crop));
        }

        return views;
    }
}
