using System.Text;
using System.Threading.Channels;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging;

namespace LossActors.FormerActors.Devices;

/// <summary>
/// Owns one device: claims work, trains it in lanes, records results. Holds no state that a crash could lose. What the machine
/// does is never a result: interrupted work goes back, and a device that fails on its own account stops with its reason. Work that
/// a vanished node may have died of is trained in a child process, where its death has a witness.
/// </summary>
/// <param name="newEvaluator">Makes a lane's evaluator.</param>
/// <param name="newIsolated">Makes one that trains in a child process.</param>
/// <remarks>Concurrency: one dispatcher, one thread a lane; lanes share only the channel and the counters.</remarks>
public sealed class DeviceActor(
    IStore store, DeviceOptions options, Func<IEvaluator> newEvaluator, Func<IEvaluator> newIsolated, Func<NodeId> me, TimeProvider time,
    ILogger log)
{
    readonly Channel<WorkLease> claimed = Channel.CreateUnbounded<WorkLease>();
    Exception? failure;
    int held;
    int busy;

    /// <summary>A call that moves work failed: the store may hold work in this node's name that no lane knows of.</summary>
    volatile bool mayHoldMore;
    long evaluations, audited, nondeterministic, trainingTicks;

    public DeviceOptions Options => options;

    public DeviceStatistics Statistics => new(
        Volatile.Read(ref busy), Interlocked.Read(ref evaluations), Interlocked.Read(ref trainingTicks) / (double)time.TimestampFrequency,
        Interlocked.Read(ref audited), Interlocked.Read(ref nondeterministic));

    /// <summary>Trains until stopped; returns when every lane is free and all its work recorded or given back.</summary>
    /// <exception cref="DeviceFailedException">The device failed on its own account: out of memory, data missing, a defect.</exception>
    public async Task Run(CancellationToken stop)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lanes = Enumerable.Range(0, options.Lanes).Select(lane => StartLane(lane, stopping)).ToArray();
        try
        {
            await Dispatch(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            claimed.Writer.TryComplete();
            await Task.WhenAll(lanes);
        }

        while (claimed.Reader.TryRead(out var unstarted)) await GiveBack(unstarted);
        if (failure is not null) throw new DeviceFailedException(options.Name, failure);
    }

    async Task Dispatch(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var seen = store.Hint;
            var room = options.Lanes + options.Ahead - Volatile.Read(ref held);
            var work = room > 0 ? await Claim(room) : [];
            foreach (var lease in work)
            {
                // Never refused while lanes read, and never cancelled: what is claimed is trained or given back.
                Interlocked.Increment(ref held);
                claimed.Writer.TryWrite(lease);
            }

            if (work.Count == 0) await store.WaitForHint(seen, options.Poll, stop);
        }
    }

    async ValueTask<IReadOnlyList<WorkLease>> Claim(int room)
    {
        try
        {
            if (mayHoldMore)
            {
                // Only the death of its holder frees such work. This process goes on under a new identity; results need none.
                // Lowered first: a lane that raises it meanwhile may speak of the new identity.
                mayHoldMore = false;
                await store.DeclareDead(me(), lostWorkIsSuspect: false);
            }

            return await store.Claim(me(), [options.ArithmeticClass], room);
        }
        catch (JournalException e) when (e.Fault == JournalFault.Unreachable)
        {
            mayHoldMore = true;
            log.LogWarning("The journal is out of reach; {Device} waits: {Reason}", options.Name, e.Message);
            return [];
        }
    }

    Task StartLane(int lane, CancellationTokenSource stopping)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                RunLane(stopping.Token);
            }
            catch (Exception e)
            {
                Fail(e);
                stopping.Cancel();
            }
            finally
            {
                ended.SetResult();
            }
        })
        { IsBackground = true, Name = $"{options.Name} lane {lane}" }.Start();
        return ended.Task;
    }

    void RunLane(CancellationToken stop)
    {
        var evaluator = newEvaluator();
        using var disposable = evaluator as IDisposable;
        while (!stop.IsCancellationRequested && Next(stop) is { } lease)
        {
            Interlocked.Increment(ref busy);
            try
            {
                var isolated = lease.Unwitnessed + lease.Deaths > 0 ? newIsolated() : null;
                using var child = isolated as IDisposable;
                Train(isolated ?? evaluator, lease, stop);
            }
            catch (EvaluatorDiedException e)
            {
                Witness(lease, e, stop);
            }
            catch (Exception e)
            {
                GiveBack(lease).AsTask().GetAwaiter().GetResult();
                if (e is EvaluationInterruptedException) return;
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref busy);
                Interlocked.Decrement(ref held);
            }
        }
    }

    WorkLease? Next(CancellationToken stop)
    {
        try
        {
            return claimed.Reader.ReadAsync(stop).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return null;
        }
    }

    void Train(IEvaluator evaluator, WorkLease lease, CancellationToken stop)
    {
        var request = EvaluationRequest.Parse(Encoding.UTF8.GetString(lease.Request.Span));
        var outcome = Evaluate();
        Interlocked.Increment(ref evaluations);
        if (outcome == RecordOutcome.Recorded && IsAudited(lease.Work))
        {
            Interlocked.Increment(ref audited);
            outcome = Evaluate();
        }

        if (outcome != RecordOutcome.Different) return;
        Interlocked.Increment(ref nondeterministic);
        log.LogError(
            "nondeterministic: two trainings of work {Work} on {Device} differ. The first result stands.", lease.Work, options.Name);

        RecordOutcome Evaluate()
        {
            var started = time.GetTimestamp();
            var result = evaluator.Evaluate(request, static _ => { }, stop);
            var elapsed = time.GetTimestamp() - started;
            Interlocked.Add(ref trainingTicks, elapsed);
            var meta = new WorkMeta(elapsed / (double)time.TimestampFrequency, me(), options.Name);
            var bytes = Encoding.UTF8.GetBytes(result.ToJson());
            return Insist(() => store.Record(lease.Work, bytes, meta), "a result", stop);
        }
    }

    void Witness(WorkLease lease, EvaluatorDiedException death, CancellationToken stop)
    {
        var verdict = Encoding.UTF8.GetBytes(new Condemned(death.Message).ToJson());
        try
        {
            var deaths = Insist(() => store.Died(lease.Work, me(), lease.Deaths, verdict), "a death", stop);
            log.LogWarning("Work {Work} cost its process, death {Deaths} of 3: {Reason}", lease.Work, deaths, death.Message);
        }
        catch (JournalException e)
        {
            mayHoldMore = true;
            log.LogWarning("The death of a process by work {Work} could not be recorded: {Reason}", lease.Work, e.Message);
        }
    }

    /// <summary>Keeps what this process alone knows through an outage of the journal, as long as it lives.</summary>
    T Insist<T>(Func<ValueTask<T>> record, string what, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return record().AsTask().GetAwaiter().GetResult();
            }
            catch (JournalException e) when (e.Fault == JournalFault.Unreachable && !stop.IsCancellationRequested)
            {
                log.LogWarning("The journal is out of reach; {What} waits: {Reason}", what, e.Message);
                stop.WaitHandle.WaitOne(options.Poll);
            }
        }
    }

    bool IsAudited(WorkId work) =>
        options.AuditEvery > 0 && Convert.ToUInt32(work.Value[..8], 16) % (uint)options.AuditEvery == 0;

    async ValueTask GiveBack(WorkLease lease)
    {
        try
        {
            await store.Return(lease.Work, me());
        }
        catch (JournalException e)
        {
            mayHoldMore = true;
            log.LogWarning(
                "Work {Work} could not be given back; it becomes free with this node's identity: {Reason}", lease.Work, e.Message);
        }
    }

    void Fail(Exception why)
    {
        Interlocked.CompareExchange(ref failure, why, null);
        log.LogError(why, "Device {Device} stops: {Reason}", options.Name, why.Message);
    }
}
