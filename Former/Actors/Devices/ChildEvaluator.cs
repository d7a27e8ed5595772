using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;
using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.FormerActors.Devices;

/// <summary>
/// Trains in a child process, so that a native crash or a sticky CUDA error costs a process and not the node. The child lives for
/// many evaluations; one that dies is replaced at the next. Speaks <see cref="LaneProtocol"/> over the child's input and output.
/// </summary>
/// <param name="command">Program and arguments of the child.</param>
/// <param name="silence">Longest time without a step before the child counts as hung and is killed.</param>
public sealed class ChildEvaluator(IReadOnlyList<string> command, TimeSpan silence) : IEvaluator, IDisposable
{
    Process? child;
    Channel<string> lines = Channel.CreateUnbounded<string>();

    public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation)
    {
        var process = Alive();
        try
        {
            process.StandardInput.WriteLine(request.ToJson());
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Died("closed its input");
        }

        while (true)
        {
            var line = Next(cancellation);
            if (line.StartsWith(LaneProtocol.Step, StringComparison.Ordinal)) onStep(long.Parse(line.AsSpan(LaneProtocol.Step.Length)));
            else if (line.StartsWith(LaneProtocol.Result, StringComparison.Ordinal)) return EvaluationResult.Parse(line[LaneProtocol.Result.Length..]);
            else if (line.StartsWith(LaneProtocol.BadData, StringComparison.Ordinal)) throw new DataSetException(line[LaneProtocol.BadData.Length..]);
            else if (line.StartsWith(LaneProtocol.Failure, StringComparison.Ordinal)) throw new InvalidOperationException(line[LaneProtocol.Failure.Length..]);
        }
    }

    public void Dispose() => Stop();

    Process Alive()
    {
        if (child is { HasExited: false }) return child;
        Stop();
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            child = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{command[0]} did not start: {e.Message}", e);
        }

        var output = lines = Channel.CreateUnbounded<string>();
        var reader = child.StandardOutput;
        new Thread(() =>
        {
            try
            {
                while (reader.ReadLine() is { } line) output.Writer.TryWrite(line);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The child is gone; what it said is in the channel.
            }

            output.Writer.TryComplete();
        })
        { IsBackground = true, Name = "lane child" }.Start();
        return child;
    }

    string Next(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(silence);
        try
        {
            return lines.Reader.ReadAsync(patience.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            throw Died("died");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Stop();
            throw new EvaluationInterruptedException(cancellation);
        }
        catch (OperationCanceledException)
        {
            Stop();
            throw new EvaluatorDiedException($"the training process made no step for {silence.TotalMinutes:0.#} minutes and was killed");
        }
    }

    EvaluatorDiedException Died(string how)
    {
        child!.WaitForExit();
        var code = child.ExitCode;
        Stop();
        return new EvaluatorDiedException($"the training process {how} with exit code {code}");
    }

    void Stop()
    {
        if (child is null) return;
        try
        {
            child.Kill();
            child.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It had ended already.
        }

        child.Dispose();
        child = null;
    }
}
