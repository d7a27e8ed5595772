using System.Globalization;
using System.Text;
using LossActors.Genetics.Programs;

namespace LossActors.Learning.Export;

/// <summary>
/// The value of a program as Python text over arrays <c>y</c>, <c>p</c>, <c>log_p</c> and <c>logits</c>: results that are read more than
/// once get a line of their own, the others stand where they are used.
/// </summary>
sealed class PythonEntries
{
    // How tightly a text binds: sums, products, a leading minus, everything else.
    const int Sum = 1, Product = 2, Minus = 3, Atom = 4;

    readonly LossProgram program;
    readonly PythonDialect dialect;
    readonly double[] uniforms;
    readonly (string Text, int Binding)[] texts;
    readonly StringBuilder lines = new();

    /// <param name="program">A value program.</param>
    /// <param name="classes">C.</param>
    /// <param name="indent">What every line starts with.</param>
    public PythonEntries(LossProgram program, int classes, string indent, PythonDialect dialect)
    {
        (this.program, this.dialect) = (program, dialect);
        uniforms = program.Uniforms(classes);
        texts = new (string, int)[program.Instructions.Length];
        var uses = new int[texts.Length];
        foreach (var s in program.Instructions)
        {
            if (s.A >= 0) uses[s.A]++;
            if (s.B >= 0) uses[s.B]++;
        }

        var names = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            var s = program.Instructions[i];
            texts[i] = Spell(i, s);
            if (uses[i] < 2 || s.IsInput || s.Uniform) continue;
            var name = $"t{++names}";
            lines.Append(indent).Append(name).Append(" = ").Append(texts[i].Text).Append('\n');
            texts[i] = (name, Atom);
        }

        var value = texts[program.Value].Text;
        var entries = program.Instructions[program.Value].Uniform ? $"{dialect.Library}.full_like(logits, {value})" : value;
        lines.Append(indent).Append("entries = ").Append(entries).Append('\n');
    }

    /// <summary>Ends with a line that sets <c>entries</c>.</summary>
    public override string ToString() => lines.ToString();

    public bool Uses(OpCode op) => program.Uses(op);

    /// <summary>The functions that it calls and that the library lacks.</summary>
    public IEnumerable<string> Helpers => dialect.EntryHelpers
        .Where(h => lines.ToString().Contains(h.Name + "(", StringComparison.Ordinal)).Select(h => h.Text);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    (string Text, int Binding) Spell(int i, Instruction s) => s switch
    {
        { Uniform: true } => (Number(uniforms[i]), uniforms[i] < 0 ? Minus : Atom),
        { Op: OpCode.Target } => ("y", Atom),
        { Op: OpCode.Probability } => ("p", Atom),
        { Op: OpCode.LogProbability } => ("log_p", Atom),
        { Op: OpCode.Logit } => ("logits", Atom),
        { Op: OpCode.Add } => ($"{Within(s.A, Sum)} + {Within(s.B, Sum)}", Sum),
        { Op: OpCode.Subtract } => ($"{Within(s.A, Sum)} - {Within(s.B, Product)}", Sum),
        { Op: OpCode.Multiply } => ($"{Within(s.A, Product)} * {Within(s.B, Minus)}", Product),
        { Op: OpCode.Divide } => ($"{Within(s.A, Product)} / {Within(s.B, Minus)}", Product),
        { Op: OpCode.Negate } => ($"-{Within(s.A, Minus)}", Minus),
        { Op: OpCode.Min } => (Bounded("minimum", s), Atom),
        { Op: OpCode.Max } => (Bounded("maximum", s), Atom),
        { Op: OpCode.AwayFromZero } => ($"_away_from_zero({texts[s.A].Text})", Atom),
        { Op: OpCode.Sigmoid } => (dialect.Sigmoid(texts[s.A].Text), Atom),
        {
            Op: OpCode.Abs or OpCode.Sqrt or OpCode.Exp or OpCode.Expm1 or OpCode.Log or OpCode.Sin or OpCode.Cos or OpCode.Tanh
        } => ($"{dialect.Library}.{s.Op.ToString().ToLowerInvariant()}({texts[s.A].Text})", Atom),
        _ => throw new InvalidOperationException($"no Python for {s.Op}"),
    };

    string Bounded(string function, Instruction s) =>
        program.Instructions[s.A].Uniform ? dialect.Bounded(function, texts[s.B].Text, texts[s.A].Text)
        : program.Instructions[s.B].Uniform ? dialect.Bounded(function, texts[s.A].Text, texts[s.B].Text)
        : $"{dialect.Library}.{function}({texts[s.A].Text}, {texts[s.B].Text})";

    string Within(int operand, int binding)
    {
        var (text, own) = texts[operand];
        return own < binding ? $"({text})" : text;
    }
}
