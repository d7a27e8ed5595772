using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LossActors.ActorShell.Tests;

/// <summary>
/// xunit 2 has no executables of its own: runs this assembly's tests and ends in the summary that the Microsoft testing platform prints for
/// the other projects.
/// </summary>
sealed class Program : LongLivedMarshalByRefObject, IMessageSink, ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    readonly TaskCompletionSource finished = new();
    readonly Dictionary<string, object?> options = new() { ["xunit.execution.DisableParallelization"] = true };
    int broken, code = 1;

    public TValue GetValue<TValue>(string name) => options.GetValueOrDefault(name) is TValue value ? value : default!;

    public void SetValue<TValue>(string name, TValue value) => options[name] = value;

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestFailed failed:
                Console.WriteLine($"failed {failed.Test.DisplayName}\n{Why(failed)}\n{failed.Output}");
                break;
            case IErrorMessage or ITestClassCleanupFailure or ITestCleanupFailure or ITestCollectionCleanupFailure
                or ITestMethodCleanupFailure:
                broken++;
                Console.WriteLine($"failed outside a test\n{Why((IFailureInformation)message)}");
                break;
            case ITestAssemblyFinished end:
                End(end.TestsRun, end.TestsFailed + broken, end.TestsSkipped);
                break;
        }

        return true;
    }

    static int Main()
    {
        var program = new Program();
        using var framework = new XunitTestFramework(program);
        using var executor = framework.GetExecutor(Assembly.GetExecutingAssembly().GetName());
        executor.RunAll(program, program, program);
        program.finished.Task.Wait();
        return program.code;
    }

    static string Why(IFailureInformation failure) =>
        string.Join('\n', failure.Messages.Zip(failure.StackTraces, (said, where) => $"  {said}\n{where}"));

    void End(int run, int failed, int skipped)
    {
        Console.WriteLine(
            $"""

            Test run summary: {(failed == 0 ? "Passed" : "Failed")}!
              total: {run}
              failed: {failed}
              succeeded: {run - failed - skipped}
              skipped: {skipped}
            """);
        code = failed == 0 ? 0 : 1;
        finished.SetResult();
    }
}
