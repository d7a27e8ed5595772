namespace LossActors.Genetics.Genes.Schedules;

/// <summary>
/// Dynamical loss functions (Ruiz-Garcia et al., ICML 2021): one class after another is emphasised for T steps. Its weight rises linearly
/// from 1 to A and back while the others stay at 1; then all are scaled to mean 1.
/// </summary>
/// <param name="Amplitude">A, from 1 to 1e4.</param>
/// <param name="Period">T, the steps given to one class, from 1.</param>
/// <param name="Outputs">Weigh each class's entry of the body, instead of the sample by its label.</param>
/// <param name="FromMiddle">Begin at the first class's peak.</param>
/// <param name="Tail">The last so many steps of a training weigh every class 1.</param>
public sealed record DynamicalSchedule(double Amplitude, int Period, bool Outputs = false, bool FromMiddle = false, int Tail = 0) : Schedule
{
    const int MostSteps = 1_000_000_000;

    public double Amplitude { get; } = GeneException.Within(Amplitude, 1, 1e4, "the amplitude of dynamical");

    public int Period { get; } = (int)GeneException.Within(Period, 1, MostSteps, "the period of dynamical");

    public int Tail { get; } = (int)GeneException.Within(Tail, 0, MostSteps, "the tail of dynamical");

    public override string Name => "dynamical";

    /// <summary>Γ(t): the weight of each class at a step, with mean 1.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">Length of the training, which places the tail.</param>
    /// <param name="weights">[classes], takes the weights.</param>
    public void Weigh(long step, long steps, Span<double> weights)
    {
        weights.Fill(1);
        if (step >= steps - Tail) return;
        if (FromMiddle) step += Period / 2;
        double within = step % Period, half = Period / 2.0;
        var emphasis = within < half
            ? 1 + (Amplitude - 1) * within / half
            : 2 * Amplitude - 1 - (Amplitude - 1) * within / half;
        var scale = weights.Length / (emphasis + weights.Length - 1);
        weights.Fill(scale);
        weights[(int)(step / Period % weights.Length)] = emphasis * scale;
    }

    protected override IReadOnlyList<string> Arguments
    {
        get
        {
            var arguments = new List<string> { Number(Amplitude), Number(Period) };
            if (Outputs) arguments.Add("outputs");
            if (FromMiddle) arguments.Add("start=middle");
            if (Tail > 0) arguments.Add($"tail={Number(Tail)}");
            return arguments;
        }
    }
}
