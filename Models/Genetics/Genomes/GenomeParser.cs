using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genes;
using LossActors.Genetics.Genes.Reductions;
using LossActors.Genetics.Genes.Schedules;

namespace LossActors.Genetics.Genomes;

/// <summary>Reads wrappers from the outside in, then a body or a named loss.</summary>
sealed class GenomeParser
{
    static readonly string[] Kinds = ["scale", "sharpness", "reduction", "schedule"];

    static readonly (string Name, int Kind)[] Wrappers =
    [
        ("unit", 0), ("raw", 0), ("sam", 1), ("asam", 1),
        ("mean", 2), ("flood", 2), ("iflood", 2), ("soft_ascent", 2), ("cvar", 2), ("chi2", 2), ("tilted", 2), ("concentrated", 2),
        ("static", 3), ("dynamical", 3),
    ];

    static readonly string[] Certainties = ["linear", "quadratic", "cvar", "chi2", "tilted"];

    readonly Tokens tokens;
    readonly Gene?[] genes = new Gene?[Kinds.Length];

    GenomeParser(string text) => tokens = new(text);

    public static LossGenome Parse(string text) => new GenomeParser(text).Genome();

    LossGenome Genome()
    {
        var open = 0;
        var outer = (Name: "", Kind: -1);
        while (tokens.Kind == 'a' && Array.Find(Wrappers, w => w.Name == tokens.Name) is { Name: not null } wrapper)
        {
            var at = tokens.Position;
            tokens.Advance();
            var arguments = GeneArguments.Read(tokens, wrapper.Name, at);
            // Some reductions lend their name to a loss: cvar(0.5) alone is cvar(0.5)[-y*log(p)].
            if (tokens.Kind != '[' && arguments.AreNumbers && NamedLosses.Find(wrapper.Name) is { } named)
                return Closed(Named(named, arguments, at), open);
            var gene = Checked(at, () => Gene(wrapper.Name, arguments));
            if (tokens.Kind != '[')
                throw tokens.Error($"{wrapper.Name} wraps a loss: write {gene.Text}[-y*log(p)]; expected '[', found {tokens.Found}");
            if (wrapper.Kind == outer.Kind)
                throw tokens.ErrorAt(at, $"{outer.Name} and {wrapper.Name} are both a {Kinds[outer.Kind]}; a loss has one");
            if (wrapper.Kind < outer.Kind)
                throw tokens.ErrorAt(at, $"{wrapper.Name} must stand outside {outer.Name}: scale, sharpness, reduction, schedule");
            tokens.Advance();
            genes[wrapper.Kind] = gene;
            outer = wrapper;
            open++;
        }

        return Closed(Inner(), open);
    }

    LossGenome Closed(LossGenome genome, int open)
    {
        for (; open > 0; open--) tokens.Expect(']', "to close a wrapper");
        return tokens.Kind == '\0' ? genome : throw tokens.Error($"expected an operator or the end, found {tokens.Found}");
    }

    LossGenome Inner()
    {
        if (tokens.Kind != 'a' || NamedLosses.Find(tokens.Name) is not { } named) return Wrapped(LossGenome.Of(Body()), "");
        var at = tokens.Position;
        tokens.Advance();
        return Named(named, GeneArguments.Read(tokens, named.Name, at), at);
    }

    LossGenome Named(NamedLoss named, GeneArguments arguments, int at) => Wrapped(Checked(at, () =>
    {
        double[] values = [.. named.Parameters.Select(p => arguments.Number(p.Name, p.Default))];
        arguments.Finish([.. named.Parameters.Select(p => p.Name)]);
        return named.Make(values);
    }), named.Name);

    Expr Body()
    {
        if (tokens.Kind == 'a' && !IsExpressionName(tokens.Name))
            throw tokens.Error($"unknown loss or function \"{tokens.Name}\"{Spelling.DidYouMean(tokens.Name, AllNames())}");
        return new Parser(tokens).Expression();
    }

    static bool IsExpressionName(string name) =>
        name == "neg" || Ops.Inputs.Concat(Ops.Functions).Any(op => op.Symbol() == name);

    static IEnumerable<string> AllNames() =>
        Ops.Functions.Select(f => f.Symbol()).Concat(NamedLosses.All.Select(n => n.Name)).Concat(Wrappers.Select(w => w.Name));

    LossGenome Wrapped(LossGenome inner, string name)
    {
        Gene[] own = [inner.Scale, inner.Sharpness, inner.Reduction, inner.Schedule];
        for (var i = 0; i < genes.Length; i++)
            if (genes[i] is { IsPlain: false } && !own[i].IsPlain)
                throw tokens.Error($"{name} has a {Kinds[i]} of its own ({own[i].Text}); leave out {genes[i]!.Text}");
        return inner with
        {
            Scale = genes[0] as Scale ?? inner.Scale,
            Sharpness = genes[1] as Sharpness ?? inner.Sharpness,
            Reduction = genes[2] is Reduction { IsPlain: false } reduction ? reduction : inner.Reduction,
            Schedule = genes[3] is Schedule { IsPlain: false } schedule ? schedule : inner.Schedule,
        };
    }

    T Checked<T>(int at, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (GeneException e)
        {
            throw tokens.ErrorAt(at, e.Message);
        }
    }

    static Gene Gene(string name, GeneArguments a)
    {
        Gene gene;
        switch (name)
        {
            case "unit": gene = Scale.UnitTimes(a.Number("multiplier", 1)); break;
            case "raw": gene = Scale.Raw; break;
            case "sam": gene = Sharpness.Sam(a.Number("radius")); break;
            case "asam": gene = Sharpness.Asam(a.Number("radius")); break;
            case "flood": gene = new Flood(a.Number("threshold")); break;
            case "iflood": gene = new IndividualFlood(a.Number("threshold")); break;
            case "soft_ascent": gene = new SoftAscent(a.Number("threshold"), a.Number("width", 1)); break;
            case "cvar": gene = new ValueAtRisk(a.Number("level"), a.Flag("learned")); break;
            case "chi2": gene = new ChiSquare(a.Number("radius"), a.Flag("learned")); break;
            case "tilted": gene = new Tilted(a.Number("tilt")); break;
            case "concentrated": gene = Concentrated(a); break;
            case "dynamical":
                var (amplitude, period) = (a.Number("amplitude"), a.Whole("period"));
                var fromMiddle = a.Choice("start", "beginning", "middle") == 1;
                gene = new DynamicalSchedule(amplitude, period, a.Flag("outputs"), fromMiddle, a.Whole("tail", 0));
                break;
            case "static": gene = Schedule.Static; break;
            default: gene = Reduction.Mean; break;
        }

        a.Finish("learned", "outputs", "start", "tail", "rho", "theta", "level", "quantile");
        return gene;
    }

    static Concentrated Concentrated(GeneArguments a)
    {
        var rho = (Concentrated.Dispersion)a.Choice("rho", "soft", "abs", "square");
        var theta = (Concentrated.Location)a.Choice("theta", "0", "quantile", "learned");
        var perBatch = a.Choice("level", "point", "batch") == 1;
        var (word, inner) = a.Word("certainty equivalent: cvar(level), chi2(radius), tilted(tilt), linear or quadratic");
        var (certainty, shape) = word switch
        {
            "linear" => (Certainty.Linear, 0.0),
            "quadratic" => (Certainty.Quadratic, 0.0),
            "cvar" => (Certainty.ValueAtRisk, inner.Number("level")),
            "chi2" => (Certainty.ChiSquare, inner.Number("radius")),
            "tilted" => (Certainty.Tilted, inner.Number("tilt")),
            _ => throw inner.Error($"unknown certainty equivalent \"{word}\"{Spelling.DidYouMean(word, Certainties)}"),
        };
        inner.Finish();
        return new(certainty, shape, a.Number("threshold"), rho, theta, perBatch);
    }
}
