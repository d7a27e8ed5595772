namespace LossActors.Learning.Training;

/// <summary>
/// A final verdict by witnesses: three times a supervisor saw its child process die while it trained this loss, and nothing else.
/// </summary>
/// <param name="Reason">The same in every run.</param>
public sealed record Condemned(string Reason) : EvaluationResult
{
    public override double Score => 1;
}
