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

    /// <summary>Hits@1, hits@10 (percent) and MRR, of the same: 26,408 descriptions to train on, 33,010 candidates.</summary>
    static readonly (string Name, string Hits1, string Hits10, string ReciprocalRank)[] PublishedRetrieval =
    [
        ("SISOKR, published", "0.4", "2.8", "0.015"),
        ("SciBERT regression, published", "16.8", "56.9", "0.298"),
        ("CMAM ensemble, published", "44.2", "88.7", "0.597"),
        ("DSOKR, Gaussian, published", "49.0", "87.5", "0.630"),
    ];

    public static Report Write(ExperimentForm form, EleParts parts, ExperimentResults results)
    {
        var found = parts.Molecules.All(results);
        return new("A loss for structures, learned from outputs alone",
        [
            Claim(),
            Headline(found),
            Molecules(
                $"SMILES to molecules: {Size(parts.Molecules, found)}", found,
                Published.Select(p => (IReadOnlyList<string>)[p.Name, p.Without, p.With, "–", "–", "–", "–"])),
            .. Efficiency([.. parts.Fewer, parts.Molecules], results),
            Molecules(
                $"The same where an answer is a molecule of the training pairs: {Size(parts.Narrow, parts.Narrow.All(results))}",
                parts.Narrow.All(results), []),
            Decoding(parts.Decoded, results),
            Embeddings(found),
            Retrieval(parts.Retrieval, results),
            .. parts.Tables.SelectMany(t => Table(t, results)),
            Differences(form, parts),
            RecipeTable.Of(
                parts.Molecules.Recipe, [("", parts.Molecules.Recipe.Network)], "0.001, falling to 0 along half a cosine",
                ("draws", $"{parts.Molecules.Draws.Count}")),
            .. DataBlocks.Of(parts.Molecules.Recipe.DescriptionOnHand()),
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
        var ours = Named(found, EleContender.Learned);
        var others = found.Where(f => f.Name is EleContender.Random or EleContender.OneHot or EleContender.Spelled)
            .Select(f => $"{Distance(f.Figures).Text("0.000")} for {f.Name}");
        return new($"Here: mean edit distance {Distance(ours).Text("0.000")} for the learned loss, {string.Join(", ", others)}.");
    }

    static string Size(ElePart part, IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> found)
    {
        var ours = Named(found, EleContender.Learned)[0];
        return $"{ours.Distances.Count} test molecules, {Labelled(part)} training pairs, {ours.Candidates} candidates; "
            + Estimate.Draws(part.Draws.Count);
    }

    static Table Molecules(
        string title, IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> found, IEnumerable<IReadOnlyList<string>> published)
    {
        var ours = Named(found, EleContender.Learned);
        var others = found.Where(f => f.Name != EleContender.Learned).ToList();
        var adjusted = Holm.Adjust([.. others.Select(o => ByMolecule(ours, o.Figures))]);
        return new(
            title,
            [
                "method", "edit distance without bond types", "with bond types", "parts right", "learned loss better", "p by draws",
                "p (Holm)",
            ],
            [
                .. found.Select(f => Row(
                    f.Name, f.Figures, ours, others.FindIndex(o => o.Name == f.Name) is >= 0 and var i ? adjusted[i] : null)),
                .. published,
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

    static Table Decoding(IReadOnlyList<ElePart> parts, ExperimentResults results)
    {
        var all = parts.Select(p => (Part: p, Figures: p.All(results).Single().Figures)).ToList();
        var first = all[0].Figures[0].Decoded!;
        return new(
            $"Projected gradient beside the best candidate, for {first.Samples} test molecules a draw; {first.Encodings:0} passes of a "
            + "graph through ψ for each",
            [
                "training pairs", "candidates", "edit distance, candidate", "edit distance, gradient", "new graphs", "valid of the new",
                "valid before repair", "nearer to h(x) than the candidate",
            ],
            [
                .. all.Select(a => (IReadOnlyList<string>)
                    [
                        $"{Labelled(a.Part)}", $"{a.Figures[0].Candidates}", Text(a.Figures, d => d.CandidateDistance),
                        Text(a.Figures, d => d.Distance), Text(a.Figures, d => d.New), Text(a.Figures, d => d.Valid ?? double.NaN),
                        Text(a.Figures, d => d.ValidUnrepaired ?? double.NaN), Text(a.Figures, d => d.Nearer),
                    ]),
            ]);

        static string Text(IReadOnlyList<EleFigures> figures, Func<Learning.Training.DecodedScore, double> of) =>
            Estimate.Of(figures.Select(f => of(f.Decoded!)).Where(double.IsFinite)).Text("0.000");
    }

    static Table Retrieval(ElePart part, ExperimentResults results)
    {
        var found = part.All(results);
        var ours = found[0].Figures[0];
        var training = Learning.Data.DataDraw.From(part.Recipe.Dataset, Learning.Data.PairedSeed.ForSearch(1, 0)).Training.Count;
        return new(
            $"Which molecule does a text describe (ChEBI-20): {ours.Distances.Count} test texts, {training} to train on, {ours.Candidates} "
            + $"candidates; {Estimate.Draws(part.Draws.Count)}",
            ["method", "hits@1, %", "hits@10, %", "MRR"],
            [
                .. found.Select(f => (IReadOnlyList<string>)
                    [
                        f.Name, Estimate.Of(f.Figures.Select(x => 100 * x.Hits1)).Text("0.0"),
                        Estimate.Of(f.Figures.Select(x => 100 * x.Hits10)).Text("0.0"),
                        Estimate.Of(f.Figures.Select(x => x.ReciprocalRank)).Text("0.000"),
                    ]),
                .. PublishedRetrieval.Select(p => (IReadOnlyList<string>)[p.Name, p.Hits1, p.Hits10, p.ReciprocalRank]),
            ]);
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

    static Paragraph Differences(ExperimentForm form, EleParts parts) => Paragraph.Of(
        $"""
        As in arXiv 2406.09253: QM9, molecules of up to nine heavy atoms, kekulised, those of one atom left out,
        {(form.Quick ? "fewer" : "2,000")} to test, {(form.Quick ? "fewer" : "500")} to validate, candidates the outputs of all others.
        Ours: at most {Labelled(parts.Molecules):N0} training pairs instead of about 131,000, a convolutional network of 0.2 million
        parameters instead of a Transformer of 4.7 million, the last step instead of the best epoch, and the embedding: a message-passing
        network that learns by InfoNCE from random edits, since the paper's contrast, augmentation and network are not known.
        One-hot vectors have atoms and bonds at places: in a canonical order, which the graph decides, or in that of the SMILES, which the
        input spells out, so that a network need only copy. No graph comes with that order.
        Kernel regression sees texts through counts of up to four tokens in a row.
        The texts of ChEBI-20 are its files to validate and to test, a fifth of the whole, split anew; published networks were trained on
        four times as many and begin with SciBERT, ours with nothing. Its structures are SMILES, character by character.
        p (Holm) is of Wilcoxon's signed-rank test over all test molecules of all draws, paired with the learned loss.
        """);

    static int Labelled(ElePart part) => ((Learning.Data.StructuredSpec)part.Recipe.Dataset).Labelled ?? 0;

    static Estimate Distance(IReadOnlyList<EleFigures> figures) => Estimate.Of(figures.Select(f => f.Distance));

    static IReadOnlyList<EleFigures> Named(IReadOnlyList<(string Name, IReadOnlyList<EleFigures> Figures)> found, string name) =>
        found.Single(f => f.Name == name).Figures;
}
