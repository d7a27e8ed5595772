using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Actors.Devices;

/// <summary>
/// Trains in a child process, so that a native crash or a sticky CUDA error costs a process and not the node. The child lives for many
/// evaluations; one that dies is replaced at the next. Speaks <see cref="LaneProtocol"/> over the child's input and output.
/// </summary>
/// <param name="command">Program and arguments of the child.</param>
/// <param name="watchdog">Kills a child that makes no step for too long.</param>
public sealed class ChildEvaluator(IReadOnlyList<string> command, Watchdog watchdog, TimeProvider time) : IEvaluator, IDisposable
{
    ChildProcess? child;

    /// <exception cref="EvaluatorDiedException">The child died, or hung and was killed.</exception>
    /// <exception cref="InvalidOperationException">It could not be started, or said that its machine failed.</exception>
    /// <inheritdoc cref="IEvaluator.Evaluate"/>
    public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var process = Alive();
        try
        {
            process.Say(request.ToJson());
        }
        catch (IOException)
        {
            throw Died();
        }

        while (true)
        {
            var line = Next(process, cancellation);
            if (After(line, LaneProtocol.Step) is { } step) onStep(long.Parse(step));
            else if (After(line, LaneProtocol.Result) is { } result) return EvaluationResult.Parse(result);
            else if (After(line, LaneProtocol.BadData) is { } problem) throw new DataSetException(problem);
            else if (After(line, LaneProtocol.Failure) is { } failure) throw new InvalidOperationException(failure);
        }
    }

    public void Dispose()
    {
        child?.Dispose();
        child = null;
    }

    ChildProcess Alive()
    {
        if (child is { IsAlive: true }) return child;
        Dispose();
        return child = new ChildProcess(command);
    }

    string Next(ChildProcess process, CancellationToken cancellation)
    {
        watchdog.Heard();
        try
        {
            while (true)
            {
                var since = time.GetTimestamp();
                if (process.Next(watchdog.Tick, cancellation) is { } line) return line;
                if (!watchdog.Ticked(time.GetElapsedTime(since))) continue;
                Dispose();
                throw new EvaluatorDiedException(
                    $"the training process made no step for {watchdog.Patience.TotalMinutes:0.#} minutes and was killed");
            }
        }
        catch (EndOfStreamException)
        {
            throw Died();
        }
        catch (OperationCanceledException)
        {
            Dispose();
            throw new EvaluationInterruptedException(cancellation);
        }
    }

    EvaluatorDiedException Died()
    {
        try
        {
            return new EvaluatorDiedException($"the training process died {child!.End()}");
        }
        finally
        {
            Dispose();
        }
    }

    static string? After(string line, string word) => line.StartsWith(word, StringComparison.Ordinal) ? line[word.Length..] : null;
}
