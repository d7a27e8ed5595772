using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Actors.Devices;

/// <summary>What a training child and its supervisor say to each other: a request a line in; steps, then one outcome, out.</summary>
public static class LaneProtocol
{
    internal const string Step = "step ";
    internal const string Result = "result ";
    internal const string BadData = "data ";
    internal const string Failure = "failure ";

    static readonly TimeSpan StepsApart = TimeSpan.FromSeconds(1);

    /// <summary>The child's side: trains what comes in until the input ends, or nobody listens any more.</summary>
    public static void Serve(IEvaluator evaluator, TextReader input, TextWriter output, TimeProvider time)
    {
        try
        {
            while (input.ReadLine() is { } request)
            {
                output.WriteLine(Outcome(evaluator, request, output, time).ReplaceLineEndings(" "));
                output.Flush();
            }
        }
        catch (IOException)
        {
            // The supervisor is gone: within a second a training finds out at its next step.
        }
    }

    static string Outcome(IEvaluator evaluator, string request, TextWriter output, TimeProvider time)
    {
        var told = 0L;
        try
        {
            var result = evaluator.Evaluate(EvaluationRequest.Parse(request), step =>
            {
                if (told != 0 && time.GetElapsedTime(told) < StepsApart) return;
                told = time.GetTimestamp();
                Tell(output, $"{Step}{step}");
            }, CancellationToken.None);
            return Result + result.ToJson();
        }
        catch (SupervisorGoneException)
        {
            throw;
        }
        catch (DataSetException e)
        {
            return BadData + e.Message;
        }
        catch (Exception e)
        {
            return Failure + e.Message;
        }
    }

    static void Tell(TextWriter output, string line)
    {
        try
        {
            output.WriteLine(line);
            output.Flush();
        }
        catch (IOException e)
        {
            throw new SupervisorGoneException(e);
        }
    }

    sealed class SupervisorGoneException(IOException inner) : IOException("Nobody listens any more.", inner);
}
