using LossActors.Genetics.Genomes;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;
using LossActors.Learning.Tests.Losses;

namespace LossActors.Learning.Tests.Export;

/// <summary>Exported functions under NumPy, beside the engine: values, and slopes along random directions by central differences.</summary>
public class ArrayFunctionsTests
{
    const string Driver = """
        import json, sys
        import numpy as np
        results = []
        for call in json.load(open(sys.argv[1])):
            names = {}
            exec(compile(call["Source"], "functions", "exec"), names)
            logits, target = np.array(call["Logits"]), np.array(call["Targets"])
            rest = {k.lower(): call[k] for k in ["Theta", "Step"] if k.lower() in names["loss"].__code__.co_varnames}
            slopes = []
            for direction in call["Directions"]:
                # Where two steps disagree there is no slope to be had in this way.
                found = []
                for step in [1e-6, 3e-6]:
                    up, down = (names["objective"](logits + s * step * np.array(direction), target, **rest) for s in (1, -1))
                    found.append(float((up - down) / (2 * step)))
                slopes.append(found[0] if abs(found[0] - found[1]) <= 1e-5 * (1 + abs(found[0])) else None)
            results.append({"Value": float(names["loss"](logits, target, **rest)), "Slopes": slopes})
        json.dump(results, open(sys.argv[2], "w"))
        """;

    sealed record ArrayCall(string Source, double[][] Logits, long[] Targets, long Step, double Theta, double[][][] Directions);

    sealed record ArrayResult(double Value, double?[] Slopes);

    [Fact]
    public void Every_gene_has_our_value_and_slope_under_NumPy() => Compare(ExportedLoss.OfEveryGene(new(14)), new(16));

    [Fact]
    public void Random_bodies_have_our_value_and_slope_under_NumPy() => Compare(ExportedLoss.OfRandomBodies(new(15), 200), new(17));

    [Fact]
    public void The_same_source_runs_on_another_library_of_the_same_functions()
    {
        PyTorch.Require();
        var source = ArrayFunctions.Write(LossPlan.Of(LossGenome.Parse("chi2(0.5)[-y*log(p)]"), 3, 100), "a test");
        var folder = Directory.CreateTempSubdirectory("lossactors-export-");
        try
        {
            // JAX is not among Debian's packages: a module of its name that has NumPy's functions stands in for it.
            var jax = Directory.CreateDirectory(Path.Combine(folder.FullName, "jax", "numpy")).FullName;
            File.WriteAllText(Path.Combine(jax, "__init__.py"), "from numpy import *\nfrom numpy import abs, max, min\n");
            File.WriteAllText(Path.Combine(folder.FullName, "jax", "__init__.py"), "");
            File.WriteAllText(Path.Combine(folder.FullName, "evolved.py"), source);
            var driver = Path.Combine(folder.FullName, "driver.py");
            File.WriteAllText(driver, """
                import numpy, evolved
                assert evolved.xp.__name__ == "jax.numpy"
                x, t = numpy.random.default_rng(1).normal(size=(7, 3)), numpy.array([0, 1, 2, 2, 1, 0, 0])
                assert numpy.isfinite(evolved.objective(x, t))
                for wrong in [(x, t[:4]), (x[:4], t), (x[0], t), (x.astype(int), t), (x, t.astype(float)), (x[:, :2], t)]:
                    try:
                        evolved.loss(*wrong)
                    except ValueError:
                        continue
                    raise AssertionError(wrong)
                """);
            var (code, text) = PyTorch.Run(driver);
            Assert.True(code == 0, text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Lists_are_taken_and_an_empty_batch_has_no_value() => Runs(
        LossKernelTests.Genomes.Select(row => (string)row.Data),
        """
        assert numpy.isnan(loss(numpy.zeros((0, 5)), numpy.zeros(0, dtype=int)))
        x, t = numpy.random.default_rng(1).normal(size=(3, 5)), numpy.array([0, 4, 2])
        assert loss(x.tolist(), t.tolist()) == loss(x, t)
        """);

    /// <summary>Runs a script for each loss, with the function of that name.</summary>
    static void Runs(IEnumerable<string> genomes, string script)
    {
        PyTorch.Require();
        var sources = genomes.Select(g => ArrayFunctions.Write(LossPlan.Of(LossGenome.Parse(g), 5, 100), "a test"));
        var results = PyTorch.Ask<string[]>(
            $"""
            import json, sys
            import numpy
            for source in json.load(open(sys.argv[1])):
                names = {"{}"}
                exec(compile(source, "functions", "exec"), names)
                loss = names["loss"]
            {string.Concat(script.Split('\n').Select(line => $"    {line}\n"))}
            json.dump([], open(sys.argv[2], "w"))
            """,
            sources.ToList());
        Assert.Empty(results);
    }

    static void Compare(List<ExportedLoss> losses, Random random)
    {
        PyTorch.Require();
        var calls = losses.ConvertAll(l => new ArrayCall(
            ArrayFunctions.Write(l.Plan, "a test"), l.Logits, l.Batch.Targets, l.Step, ExportedLoss.Theta,
            [.. Enumerable.Range(0, 3).Select(_ => Direction(l))]));
        var results = PyTorch.Ask<ArrayResult[]>(Driver, calls);
        Assert.InRange(results.Sum(r => r.Slopes.Count(s => s is null)), 0, 3 * losses.Count / 10);
        foreach (var (loss, call, result) in losses.Zip(calls, results))
        {
            var (value, gradient, _) = loss.Ours();
            loss.Near(value, result.Value, 1e-6 * (1 + Math.Abs(value)));
            var size = 1 + Math.Abs(loss.Plan.Factor * value) + gradient.Sum(Math.Abs);
            foreach (var (direction, slope) in call.Directions.Zip(result.Slopes))
            {
                var expected = direction.SelectMany(row => row).Zip(gradient, (d, g) => d * g).Sum();
                if (slope is { } found) loss.Near(expected, found, 1e-4 * size);
            }
        }

        double[][] Direction(ExportedLoss loss) =>
            [.. loss.Logits.Select(row => row.Select(_ => 2 * random.NextDouble() - 1).ToArray())];
    }
}
