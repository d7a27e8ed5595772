using LossActors.Persistence.Addresses;

namespace LossActors.Persistence.Nodes;

/// <summary>Beats for this process and reads the table, every second while the process lives.</summary>
/// <param name="onBuried">Called once: stop everything and end.</param>
/// <param name="onDrainWished">Called once, when somebody first wishes that this node leaves.</param>
/// <param name="onRefused">Called once: the journal does not take a beat, nor will by itself. Stop everything and end.</param>
public sealed class Heartbeat(
    NodeTable table, Members members, NodeKey me, Action onBuried, Action onDrainWished, Action<JournalException> onRefused)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    bool wished;

    /// <summary>Ends when cancelled, buried or refused. A database that is away is waited for.</summary>
    public async Task Run(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                if (await table.Beat(me).ConfigureAwait(false) is not { } drain)
                {
                    onBuried();
                    return;
                }

                if (drain && !wished)
                {
                    wished = true;
                    onDrainWished();
                }

                await members.Refresh().ConfigureAwait(false);
            }
            catch (JournalException e) when (e.MayPass)
            {
                // Whoever writes hears of it; a beat alone is worth no word.
            }
            catch (JournalException e)
            {
                onRefused(e);
                return;
            }
        }
        while (await Next(timer, cancel).ConfigureAwait(false));
    }

    static async Task<bool> Next(PeriodicTimer timer, CancellationToken cancel)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
