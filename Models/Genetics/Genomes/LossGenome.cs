using LossActors.Genetics.Expressions;
using LossActors.Genetics.Expressions.Canonical;
using LossActors.Genetics.Genes;
using LossActors.Genetics.Genes.Reductions;
using LossActors.Genetics.Genes.Schedules;

namespace LossActors.Genetics.Genomes;

/// <summary>
/// A loss as five genes. The sample loss is the body summed over classes; the schedule weights it over time; the reduction makes one
/// number of a batch; the sharpness seeks flat minima; the scale sets the size of the gradient.
/// </summary>
/// <param name="Body">An expression of y, p, z and C.</param>
/// <param name="Reduction">How sample losses become one number.</param>
/// <param name="Schedule">How classes are weighted over time.</param>
/// <param name="Sharpness">Whether the gradient is taken at a perturbed point.</param>
/// <param name="Scale">The factor on the gradient.</param>
public sealed record LossGenome(Expr Body, Reduction Reduction, Schedule Schedule, Sharpness Sharpness, Scale Scale)
{
    /// <summary>A body with plain genes: mean, static, no sharpness, unit scale.</summary>
    public static LossGenome Of(Expr body) => new(body, Reduction.Mean, Schedule.Static, Sharpness.None, Scale.Unit);

    /// <summary>
    /// Reads a genome: wrappers, each at most once and in this order, around a body or a named loss.
    /// <code>raw | unit(m) > sam(ρ) | asam(ρ) > a reduction > dynamical(A, T) > body</code>
    /// for example <c>sam(0.05)[soft_ascent(0.1, 1)[dynamical(3, 25)[-y*log(p)]]]</c>, <c>focal(2)</c> or <c>flood(0.1)[ngl]</c>.
    /// </summary>
    /// <exception cref="ExpressionException">The text is no genome, or a gene is outside its limits.</exception>
    public static LossGenome Parse(string text) => GenomeParser.Parse(text);

    /// <summary>Nodes of the body, plus one for every other gene that is not plain and one for each of its arguments.</summary>
    public int Complexity => Body.Size + Genes.Sum(g => g.Complexity);

    /// <summary>Whether every gene but the body is plain.</summary>
    public bool IsPlain => Genes.All(g => g.IsPlain);

    /// <summary>The same genes around the body's canonical form. What is trained is this genome's text.</summary>
    public LossGenome Canonical() => this with { Body = CanonicalForm.Of(Body) };

    /// <summary>The text of <see cref="Canonical"/>: equal for bodies that are equal up to order and folding.</summary>
    public string CanonicalText => Canonical().ToString();

    /// <summary>A durable key of <see cref="CanonicalText"/>: 32 hexadecimal digits.</summary>
    public string CanonicalHash => CanonicalForm.Hash(CanonicalText);

    /// <summary>The formula of one entry of the body, in the operators of the other genes, for LaTeX's math mode.</summary>
    public string Latex
    {
        get
        {
            var text = Expressions.Latex.Print(Body);
            foreach (var gene in Genes.Reverse())
                if (!gene.IsPlain)
                    text = $"{gene.Latex}\\left[{text}\\right]";
            return text;
        }
    }

    /// <summary>Text that <see cref="Parse"/> reads back to an equal genome; plain genes are not written.</summary>
    public override string ToString()
    {
        var text = Body.ToString();
        foreach (var gene in Genes.Reverse())
            if (!gene.IsPlain)
                text = $"{gene.Text}[{text}]";
        return text;
    }

    /// <summary>The wrappers, outermost first.</summary>
    Gene[] Genes => [Scale, Sharpness, Reduction, Schedule];
}
