using LossActors.Genetics.Genomes;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;
using LossActors.Learning.Tests.Losses;

namespace LossActors.Learning.Tests.Export;

/// <summary>An exported module beside <c>torch.nn.CrossEntropyLoss</c>: what it takes and what it refuses.</summary>
public class PyTorchInputTests
{
    [Fact]
    public void What_is_no_batch_of_logits_and_class_numbers_is_a_value_error() => Passes(
        ["ce", "tilted(1)[-y*log(p)]", "dynamical(3, 25)[ngl]"],
        """
        x, t = torch.randn(6, 5), torch.tensor([0, 1, 2, 3, 4, 0])
        for wrong in [
            (x, t[:4]), (x[:4], t), (x, t.unsqueeze(1)), (x, t[0]), (x[0], t), (x[:, :4], t), (x.unsqueeze(2), t), (x.long(), t),
            (x, t.float()), (x, t.int()), (x, t > 0), (x, torch.randn(6, 5)), (x, t + 1), (x, t - 1), (x[:0], t),
        ]:
            refused(loss, *wrong)
        refused(EvolvedLoss(ignore_index=0), x, torch.full((6,), -100))
        refused(loss, x.numpy(), t, error=TypeError)
        refused(loss, x, t.tolist(), error=TypeError)
        for wrong in [torch.ones(4), torch.ones(5, 1), torch.ones(5).long()]:
            refused(EvolvedLoss, wrong)
        loss(x, t)
        """);

    [Fact]
    public void Weights_and_an_ignored_index_are_those_of_cross_entropy() => Passes(
        ["ce"],
        """
        for weight in [None, torch.tensor([0.2, 1.0, 3.0, 0.0, 0.7], dtype=torch.float64)]:
            for ignored in [-100, 2, 9]:
                x = torch.randn(7, 5, dtype=torch.float64)
                t = torch.tensor([0, 1, 4, 3, 4, 1, 0])
                t[2] = t[5] = ignored
                results = []
                for kind in [EvolvedLoss, nn.CrossEntropyLoss]:
                    logits = x.clone().requires_grad_()
                    value = kind(weight=weight, ignore_index=ignored)(logits, t)
                    value.backward()
                    results.append((value, logits.grad))
                assert torch.allclose(*[r[0] for r in results], atol=1e-10), results
                assert torch.allclose(*[r[1] for r in results], atol=1e-6), results
        for target in [torch.full((3,), -100), torch.zeros(0).long()]:
            for one in [loss, nn.CrossEntropyLoss()]:
                assert one(torch.randn(len(target), 5), target).isnan()
        for bad in [torch.tensor([1.0, 1, 1, 1, -1]), torch.tensor([1.0, 1, 1, 1, float("nan")]), [1.0, 2.0], [1, 2, 3, 4, 5]]:
            refused(EvolvedLoss, bad)
        refused(EvolvedLoss, None, None)
        refused(EvolvedLoss, None, "a")
        EvolvedLoss([1.0, 1, 1, 1, 1])
        assert "weight" not in EvolvedLoss().state_dict() and "weight" in EvolvedLoss(torch.ones(5)).state_dict()
        """);

    [Fact]
    public void Ignored_samples_are_as_if_they_were_not_there_and_equal_weights_as_if_none_were_given() => Passes(
        [.. LossKernelTests.Genomes.Select(row => (string)row.Data)],
        """
        x, t = torch.randn(8, 5, dtype=torch.float64), torch.tensor([0, 1, -100, 3, 4, -100, 2, 2])
        kept = t != -100
        whole = loss(x[kept], t[kept])
        for one in [EvolvedLoss(), EvolvedLoss(weight=torch.full((5,), 0.3, dtype=torch.float64))]:
            if hasattr(loss, "theta"):
                one.theta.data = loss.theta.data
            assert torch.allclose(one(x, t), whole, atol=1e-8), (one(x, t), whole)
        """);

    /// <summary>Runs a script for each module, with its class as <c>EvolvedLoss</c> and one of it as <c>loss</c>.</summary>
    static void Passes(string[] genomes, string script)
    {
        PyTorch.Require();
        var body = string.Concat(script.Split('\n').Select(line => $"    {line}\n"));
        var modules = genomes.Select(g => PyTorchModule.Write(LossPlan.Of(LossGenome.Parse(g), 5, steps: 100), "a test"));
        var folder = Directory.CreateTempSubdirectory("lossactors-export-");
        try
        {
            var calls = modules.Select((module, i) =>
            {
                File.WriteAllText(Path.Combine(folder.FullName, $"m{i}.py"), module);
                return $"from m{i} import EvolvedLoss\ntest(EvolvedLoss, EvolvedLoss())\n";
            });
            var driver = Path.Combine(folder.FullName, "driver.py");
            File.WriteAllText(
                driver,
                $"""
                import torch
                from torch import nn
                torch.set_num_threads(1)
                torch.manual_seed(1)


                def refused(call, *arguments, error=ValueError):
                    try:
                        call(*arguments)
                    except error:
                        return
                    raise AssertionError(f"was taken: {"{arguments}"}")


                def test(EvolvedLoss, loss):
                {body}

                {string.Concat(calls)}
                """);
            var (code, text) = PyTorch.Run(driver);
            Assert.True(code == 0, text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
