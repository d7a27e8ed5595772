using System.Globalization;
using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Structured;
using LossActors.Learning.Training;

namespace LossActors.Host.RunFiles;

/// <summary>The <c>evaluation</c> block: a recipe, and the learning rates to tune among.</summary>
/// <param name="TunedRates">Empty where the rate is a number.</param>
public sealed record RecipeSettings(Recipe Recipe, IReadOnlyList<double> TunedRates)
{
    /// <param name="beside">The run file's folder, in which relative paths are looked for last.</param>
    public static RecipeSettings Read(SettingsReader evaluation, string beside, long seed)
    {
        var rates = evaluation.Get("optimiser.lr", Rate) ?? [1];
        var dataset = DatasetSettings.Read(evaluation.Section("dataset"), beside);
        var recipe = new Recipe(
            dataset,
            Network(evaluation.Section("network"), beside),
            Optimiser(evaluation.Section("optimiser"), rates[0]),
            evaluation.Get("batch", Setting.Int32(1)),
            evaluation.Get("steps", Setting.Int32(1)),
            evaluation.Get("repeats", Setting.Int32(1, 1000)),
            (ulong)seed,
            evaluation.Get("scale", Setting.OneOf<ScaleDefault>()),
            Structure: Structure(evaluation, dataset));
        var problems = recipe.Problems();
        foreach (var (key, problem) in problems) evaluation.Refuse(key, problem);
        // A script's fit shows when libtorch runs it, which must not be loaded before its kernels are chosen.
        if (problems.Count == 0 && IsDivided(recipe, evaluation) && recipe.Network is not TorchScriptSpec)
            recipe = Fitting(
                recipe, misfit => evaluation.Refuse(misfit.Key, misfit.Problem),
                problem => evaluation.Refuse("network.kind", problem, "dataset.kind"));
        return new RecipeSettings(recipe, rates.Count > 1 ? rates : []);
    }

    /// <summary>Data whose outputs are structures have one, others must not name any.</summary>
    static StructureSpec? Structure(SettingsReader evaluation, DatasetSpec dataset)
    {
        if (dataset is StructuredSpec structured) return StructureSettings.Read(evaluation.Section("structure"), structured);
        if (evaluation.Has("structure"))
            evaluation.Refuse("structure", "is for data whose outputs are structures, such as molecules; leave it out");
        return null;
    }

    /// <summary>Whether files give every split samples that are what is asked of them; else a fault at the key.</summary>
    static bool IsDivided(Recipe recipe, SettingsReader evaluation)
    {
        try
        {
            if (recipe.Dataset is PooledSpec) DataDraw.From(recipe.Dataset, PairedSeed.ForSearch(recipe.Seed, 0));
            return true;
        }
        catch (DataSetException e) when (e.Asked is var (key, problem))
        {
            evaluation.Refuse($"dataset.{key}", problem);
            return false;
        }
    }

    /// <summary>The recipe with its files' contents, once its network fits its data; else a fault.</summary>
    /// <param name="refuse">Takes a fault of one key down.</param>
    /// <param name="refuseNetwork">Takes a fault of the network as a whole down.</param>
    internal static Recipe Fitting(Recipe recipe, Action<MisfitException> refuse, Action<string> refuseNetwork)
    {
        try
        {
            return recipe.Pinned();
        }
        catch (MisfitException e)
        {
            refuse(e);
            return recipe;
        }
        catch (FormatException e)
        {
            refuseNetwork($"does not fit the data: {e.Message.TrimEnd('.')}");
            return recipe;
        }
        catch (Exception e) when (e is OverflowException or OutOfMemoryException)
        {
            refuseNetwork("and the data do not fit into this machine's memory; lower their sizes in evaluation.dataset");
            return recipe;
        }
    }

    internal static NetworkSpec Network(SettingsReader s, string beside) => s.Get("kind", Setting.OneOf(
        "mlp", "lenet5", "cnn", "myrtle5", "resnet20", "wrn-28-2", "vit", "text-cnn", "text-transformer", "torchscript")) switch
    {
        "lenet5" or "cnn" => new LeNet5Spec(),
        "myrtle5" => new Myrtle5Spec(s.Get("width", Setting.Int32(1, 4096), 64)),
        "resnet20" => new ResNet20Spec(),
        "wrn-28-2" => new WideResNetSpec(s.Get("batch-norm-momentum", Setting.Double(0, 1, aboveMin: true), 1e-3)),
        "vit" => new VitSpec(
            s.Get("patch", Setting.Int32(1, 1024), 4),
            s.Get("width", Setting.Int32(1, 1 << 14), 64),
            s.Get("depth", Setting.Int32(1, 1000), 4),
            s.Get("heads", Setting.Int32(1), 4),
            s.Get("mlp", Setting.Int32(1, 1 << 16), 128)),
        "text-cnn" => new TextCnnSpec(
            s.Get("width", Setting.Int32(1, 1 << 14), 128),
            s.Get("depth", Setting.Int32(1, 1000), 3),
            s.Get("kernel", Setting.Int32(1, 101), 5)),
        "text-transformer" => new TextTransformerSpec(
            s.Get("width", Setting.Int32(1, 1 << 14), 64),
            s.Get("depth", Setting.Int32(1, 1000), 2),
            s.Get("heads", Setting.Int32(1), 4),
            s.Get("mlp", Setting.Int32(1, 1 << 16), 128)),
        "torchscript" => new TorchScriptSpec(s.Get("path", Setting.Name), s.Get("reinitialise", Setting.Boolean, true))
        {
            Beside = beside,
        }.Pinned(),
        _ => new MlpSpec(
            s.Get("hidden", Setting.List(Setting.Int32(1, 1 << 16)), [100]),
            s.Get("activation", Setting.OneOf<Activation>(), Activation.Relu),
            s.Get("single-output", Setting.Boolean, false),
            s.Get("batch-norm", Setting.Boolean, false),
            s.Get("init", Setting.OneOf<Initialisation>(), Initialisation.Kaiming)),
    };

    static OptimiserSpec Optimiser(SettingsReader s, double rate)
    {
        s.Accept("lr");
        var decay = s.Get("weight-decay", Setting.Double(0), 0);
        var schedule = s.Has("lr-schedule") ? Schedule(s.Section("lr-schedule")) : null;
        if (s.Get("kind", Setting.OneOf("sgd", "adam")) == "sgd")
        {
            var momentum = s.Get("momentum", Setting.Double(0, 1, belowMax: true), 0);
            return new SgdSpec(rate, momentum, decay, s.Get("nesterov", Setting.Boolean, false)) { LrSchedule = schedule };
        }

        s.Accept("momentum");
        var beta1 = s.Get("beta1", Setting.Double(0, 1, belowMax: true), 0.9);
        var beta2 = s.Get("beta2", Setting.Double(0, 1, belowMax: true), 0.999);
        var epsilon = s.Get("epsilon", Setting.Double(0, aboveMin: true), 1e-8);
        return new AdamSpec(rate, beta1, beta2, epsilon, decay) { LrSchedule = schedule };
    }

    static LrSchedule Schedule(SettingsReader s) => s.Get("kind", Setting.OneOf("multi-step", "cosine")) == "cosine"
        ? new CosineLr(s.Get("final", Setting.Double(0, 1), 0))
        : new MultiStepLr(
            s.Get("milestones", Setting.List(Setting.Double(0, 1, aboveMin: true, belowMax: true))) ?? [],
            s.Get("gamma", Setting.Double(0, 1, aboveMin: true), 0.1));

    /// <summary>One rate, or those of <c>tune(…)</c>.</summary>
    internal static SettingType<IReadOnlyList<double>> Rate { get; } = Setting.Parsed<IReadOnlyList<double>>(
        "a learning rate above 0 or tune(…) over several", "\"tune(0.01, 0.03, 0.1)\"", ParseRates);

    static List<double> ParseRates(string text)
    {
        var tunes = text.StartsWith("tune(", StringComparison.Ordinal) && text.EndsWith(')');
        var rates = (tunes ? text[5..^1] : text).Split(',', StringSplitOptions.TrimEntries).Select(ParseRate).ToList();
        return !tunes && rates.Count > 1 ? throw new FormatException("several rates go into tune(…)")
            : rates.Distinct().Count() < rates.Count ? throw new FormatException("it names a rate twice; once is enough")
            : tunes && rates.Count < 2 ? throw new FormatException("tune(…) chooses among at least two rates")
            : rates;
    }

    static double ParseRate(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0 && double.IsFinite(rate)
            ? rate
            : throw new FormatException($"'{text}' is no learning rate");
}
