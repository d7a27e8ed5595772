using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Statistics;

namespace LossActors.Host.Reproduction.Ele;

/// <summary>What the trainings say beside the published figures.</summary>
static class EleReport
{
    /// <summary>Edit distance without and with types of bonds, from arXiv 2406.09253: 131,382 molecules to train on.</summary>
    static readonly (string Name, string Without, string With)[] Published =
    [
        ("SISOKR, published", "3.330 ± 0.080", "4.192 ± 0.109"),
        ("NNBary-FGW, published", "5.115 ± 0.129", "–"),
        ("Sketched ILE-FGW, published", "2.998 ± 0.253", "–"),
        ("DSOKR, published", "1.951 ± 0.074", "2.960 ± 0.079"),
    ];

    public static Report Write(
        ExperimentForm form, ElePart molecules, ElePart decoding, IReadOnlyList<ElePart> fewer, IReadOnlyList<ElePart> tables,
        ExperimentResults results)
    {
        var found = molecules.All(results);
        return new("A loss for structures, learned from outputs alone",
        [
            Claim(),
            Headline(found),
            Molecules(molecules, found),
            Decoding(decoding, results),
            Embeddings(found),
            .. Efficiency([.. fewer, molecules], results),
            .. tables.SelectMany(t => Table(t, results)),
            Differences(form),
            RecipeTable.Of(
                molecules.Recipe, [("", molecules.Recipe.Network)], "0.001, falling to 0 along half a cosine",
                ("draws", $"{molecules.Draws.Count}")),
            .. DataBlocks.Of(molecules.Recipe.DescriptionOnHand()),
        ]);
    }

    static Paragraph Claim() => Paragraph.Of(
        """
        Explicit loss embedding (arXiv 2411.11682) learns a map ψ from structures to the unit sphere on outputs alone, by contrast, and
        trains a network h with the loss 2 − 2⟨h(x), ψ(y)⟩.
        An answer is the candidate whose vector is nearest to h(x), or what projected gradient ascent finds.
        The paper's tables are not at hand; beside ours stand those of the same group's arXiv 2406.09253 on the same task.
        Edit distances are exact: atoms and bonds to insert, remove or change. Errors are standard errors over draws.
        """);

    static Paragraph Headline(IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> found)
    {
        var ours = found.Single(f => f.Name == EleContender.Learned).Figures;
        var others = found.Where(f => f.Name is EleContender.Random or EleContender.OneHot)
            .Select(f => $"{Distance(f.Figures).Text("0.000")} for {f.Name}");
        return new($"Here: mean edit distance {Distance(ours).Text("0.000")} for the learned loss, {string.Join(", ", others)}.");
    }

    static Table Molecules(ElePart part, IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> found)
    {
        var ours = found.Single(f => f.Name == EleContender.Learned).Figures;
        var others = found.Where(f => f.Name != EleContender.Learned).ToList();
        var adjusted = Holm.Adjust([.. others.Select(o => ByMolecule(ours, o.Figures))]);
        return new(
            $"SMILES to molecules: {ours[0].Distances.Count} test molecules, {Labelled(part)} training pairs, "
            + $"{ours[0].Candidates} candidates; {Estimate.Draws(part.Draws.Count)}",
            [
                "method", "edit distance without bond types", "with bond types", "parts right", "learned loss better", "p by draws",
                "p (Holm)",
            ],
            [
                .. found.Select(f => Row(
                    f.Name, f.Figures, ours, others.FindIndex(o => o.Name == f.Name) is >= 0 and var i ? adjusted[i] : null)),
                .. Published.Select(p => (IReadOnlyList<string>)[p.Name, p.Without, p.With, "–", "–", "–", "–"]),
            ]);
    }

    static IReadOnlyList<string> Row(string name, IReadOnlyList<EleFigures> figures, IReadOnlyList<EleFigures> ours, double? adjusted)
    {
        double[] differences = [.. figures.Zip(ours, (theirs, our) => theirs.Distance - our.Distance)];
        return
        [
            name,
            Estimate.Of(figures.Select(f => f.LooseDistance)).Text("0.000"),
            Distance(figures).Text("0.000"),
            Estimate.Of(figures.Select(f => f.Right)).Text("0.000"),
            adjusted is null ? "–" : $"{differences.Count(d => d > 0)} of {differences.Length}",
            adjusted is null ? "–" : Estimate.Number(SignedRank.PValue(differences), "0.000"),
            adjusted is null ? "–" : Estimate.Number(adjusted.Value, "0.0E+0"),
        ];
    }

    /// <summary>p of all test samples of all draws, paired.</summary>
    static double ByMolecule(IReadOnlyList<EleFigures> ours, IReadOnlyList<EleFigures> theirs) => SignedRank.PValue(
        [.. theirs.Zip(ours).SelectMany(d => d.First.Distances.Zip(d.Second.Distances, (their, our) => (double)(their - our)))]);

    static Table Decoding(ElePart part, ExperimentResults results)
    {
        var decoded = part.All(results).Single().Figures.Select(f => f.Decoded!).ToList();
        return new(
            $"Projected gradient beside the best candidate, for {decoded[0].Samples} test molecules in each of "
            + $"{Estimate.Draws(part.Draws.Count)}; {decoded[0].Encodings:0} passes of a graph through ψ for each",
            [
                "edit distance, candidate", "edit distance, gradient", "new graphs", "valid of the new", "valid before repair",
                "nearer to h(x) than the candidate",
            ],
            [[
                Text(d => d.CandidateDistance, "0.000"), Text(d => d.Distance, "0.000"), Text(d => d.New, "0.000"),
                Text(d => d.Valid ?? double.NaN, "0.000"), Text(d => d.ValidUnrepaired ?? double.NaN, "0.000"),
                Text(d => d.Nearer, "0.000"),
            ]]);

        string Text(Func<Learning.Training.DecodedScore, double> of, string format) =>
            Estimate.Of(decoded.Select(of).Where(double.IsFinite)).Text(format);
    }

    static Table Embeddings(IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> found) => new(
        "Rank correlation of squared distances of vectors with edit distances, over held-out pairs",
        ["embedding", "pairs of molecules", "molecules and their edits"],
        [
            .. found.Where(f => f.Name is not EleContender.Contrast).Select(f => (IReadOnlyList<string>)
                [
                    f.Name, Estimate.Of(f.Figures.Select(x => x.OfPairs)).Text("0.000"),
                    Estimate.Of(f.Figures.Select(x => x.OfEdits)).Text("0.000"),
                ]),
        ]);

    static IEnumerable<Block> Efficiency(IReadOnlyList<ElePart> parts, ExperimentResults results)
    {
        var all = parts.Select(p => (Labels: Labelled(p), Found: p.All(results))).ToList();
        var names = all[0].Found.Select(f => f.Name).ToList();
        yield return new Table(
            "Edit distance by the number of training pairs", ["method", .. all.Select(a => $"{a.Labels}")],
            [.. names.Select(name => (IReadOnlyList<string>)[name, .. all.Select(a => Distance(Named(a.Found, name)).Text("0.000"))])]);
        if (all.Count < 3) yield break;
        yield return new LineChart(
            "Edit distance by the number of training pairs", new("training pairs", Logarithmic: true), new("edit distance"),
            [
                .. names.Select(name => new Line(
                    name, [.. all.Select(a => (double)a.Labels)], [.. all.Select(a => Distance(Named(a.Found, name)).Mean)])),
            ]);
    }

    static IEnumerable<Block> Table(ElePart part, ExperimentResults results)
    {
        var found = part.All(results);
        var ours = found.Single(f => f.Name == EleContender.Learned).Figures;
        yield return new Table(
            $"Made-up {part.Name}: {ours[0].Distances.Count} test samples, {Estimate.Draws(part.Draws.Count)}",
            [
                "method", part.Name == "rankings" ? "pairs in the wrong order" : "labels wrong", "parts right", "learned loss better",
                "p by draws",
            ],
            [
                .. found.Select(f =>
                {
                    double[] differences = [.. f.Figures.Zip(ours, (theirs, our) => theirs.Distance - our.Distance)];
                    var own = f.Name == EleContender.Learned;
                    return (IReadOnlyList<string>)
                    [
                        f.Name, Distance(f.Figures).Text("0.000"), Estimate.Of(f.Figures.Select(x => x.Right)).Text("0.000"),
                        own ? "–" : $"{differences.Count(d => d > 0)} of {differences.Length}",
                        own ? "–" : Estimate.Number(SignedRank.PValue(differences), "0.000"),
                    ];
                }),
            ]);
    }

    static Paragraph Differences(ExperimentForm form) => Paragraph.Of(
        $"""
        As in arXiv 2406.09253: QM9, molecules of up to nine heavy atoms, kekulised, those of one atom left out,
        {(form.Quick ? "fewer" : "2,000")} to test, {(form.Quick ? "fewer" : "500")} to validate, candidates the outputs of all others.
        Ours: at most {(form.Quick ? "500" : "10,000")} training pairs instead of about 131,000, a convolutional network of 0.3 million
        parameters instead of a Transformer of 4.7 million, the last step instead of the best epoch, and the embedding: a message-passing
        network that learns by InfoNCE from random edits, since the paper's contrast, augmentation and network are not known.
        Kernel regression sees SMILES through counts of up to four characters in a row.
        p (Holm) is of Wilcoxon's signed-rank test over all test molecules of all draws, paired with the learned loss.
        """);

    static int Labelled(ElePart part) => ((Learning.Data.StructuredSpec)part.Recipe.Dataset).Labelled ?? 0;

    static Estimate Distance(IReadOnlyList<EleFigures> figures) => Estimate.Of(figures.Select(f => f.Distance));

    static IReadOnlyList<EleFigures> Named(IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> found, string name) =>
        found.Single(f => f.Name == name).Figures;
}
