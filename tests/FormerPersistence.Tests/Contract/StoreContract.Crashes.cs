namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    /// <summary>The crash before the first write, after it, before the second, …, until the search gets through undisturbed.</summary>
    [Theory]
    [InlineData(WriteMoment.Before)]
    [InlineData(WriteMoment.After)]
    [Trait("guarantee", "G3")]
    [Trait("guarantee", "G5")]
    [Trait("guarantee", "G6")]
    public async Task A_crash_at_any_write_leaves_what_the_next_process_goes_on_from(WriteMoment moment)
    {
        await StartAnew();
        await new SmallSearch(Store, new("calm")).GoOn();
        var calm = await SmallSearch.Decisions(Store);
        Assert.Equal(20, calm.Length);
        Assert.Equal("island/1 4 born 3 after result of request 1", calm[12]);

        var crashes = 0;
        for (var crashed = true; crashed; crashes += crashed ? 1 : 0)
        {
            await StartAnew();
            var (start, at) = (0L, crashes + 1);
            Hook = (n, when) =>
            {
                start = start == 0 ? n : start;
                if (when == moment && n - start + 1 == at)
                    throw new CrashException();
            };
            crashed = false;
            try
            {
                await new SmallSearch(Store, new($"unlucky-{at}")).GoOn();
            }
            catch (CrashException)
            {
                crashed = true;
            }

            Hook = null;
            await Reopen();
            await new SmallSearch(Store, new($"heir-{at}")).GoOn();
            Assert.Equal(calm, await SmallSearch.Decisions(Store));
        }

        Assert.InRange(crashes, 15, 40);
    }

    /// <summary>An empty journal in place of the one there is.</summary>
    protected abstract ValueTask StartAnew();

    sealed class CrashException : Exception;
}
