using LossActors.Genetics.Genomes;

namespace LossActors.Genetics.Screening;

/// <summary>What <see cref="LossScreen"/> says about a genome.</summary>
public abstract record ScreenVerdict
{
    /// <summary>A candidate worth training.</summary>
    /// <param name="Genome">Its canonical form, the body negated if it was a loss upside down.</param>
    /// <param name="Factor">What its gradient is multiplied by, m included; 1 for raw.</param>
    /// <param name="Fingerprint">What its body does to the logits.</param>
    public sealed record Accepted(LossGenome Genome, double Factor, GradientFingerprint Fingerprint) : ScreenVerdict
    {
        /// <summary>
        /// Durable keys of this loss, of which a twin shares at least one: its canonical text's hash, and both fingerprints with the other
        /// genes.
        /// </summary>
        public IReadOnlyList<string> Keys
        {
            get
            {
                var genes = (Genome with { Body = Expressions.Expr.P }).ToString();
                return [Genome.CanonicalHash, Key("on", Fingerprint.OnGrid), Key("off", Fingerprint.OffGrid)];

                string Key(string grid, string hash) => Expressions.Canonical.CanonicalForm.Hash($"{grid} {hash} {genes}");
            }
        }
    }

    /// <summary>No candidate.</summary>
    /// <param name="Reason">Why, for counting.</param>
    /// <param name="Explanation">Why, in a sentence.</param>
    public sealed record Rejected(Refusal Reason, string Explanation) : ScreenVerdict;
}
