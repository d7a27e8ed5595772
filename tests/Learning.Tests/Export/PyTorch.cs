using System.Diagnostics;
using System.Text.Json;

namespace LossActors.Learning.Tests.Export;

/// <summary>One call of an exported module.</summary>
/// <param name="Module">Text of the Python file.</param>
/// <param name="Logits">[batch][classes], read in double precision.</param>
/// <param name="Targets">[batch]</param>
/// <param name="Step">Calls in training mode before this one.</param>
/// <param name="Theta">Value of the learned threshold, if there is one.</param>
sealed record PyTorchCall(string Module, double[][] Logits, long[] Targets, long Step = 0, double Theta = 0);

/// <param name="Value">What the module returned.</param>
/// <param name="Gradient">[batch][classes], by autograd.</param>
/// <param name="ThetaGradient">The learned threshold's gradient; 0 without one.</param>
sealed record PyTorchResult(double Value, double[][] Gradient, double ThetaGradient);

/// <summary>Debian's python3-torch, asked once for many modules.</summary>
static class PyTorch
{
    const string Python = "/usr/bin/python3";

    const string Driver = """
        import json, math, sys
        import torch
        torch.set_num_threads(1)
        results = []
        for call in json.load(open(sys.argv[1])):
            names = {}
            exec(compile(call["Module"], "module", "exec"), names)
            loss = names["EvolvedLoss"]()
            if hasattr(loss, "step"):
                loss.step = call["Step"]
            theta = getattr(loss, "theta", None)
            if theta is not None:
                theta.data = torch.tensor(call["Theta"], dtype=torch.float64)
            logits = torch.tensor(call["Logits"], dtype=torch.float64, requires_grad=True)
            value = loss(logits, torch.tensor(call["Targets"]))
            if value.requires_grad:  # a flat body's value does not
                value.backward()
            gradient = torch.zeros_like(logits) if logits.grad is None else logits.grad
            results.append(
                {"Value": value.item(), "Gradient": gradient.tolist(), "ThetaGradient": 0.0 if theta is None else theta.grad.item()})
        json.dump(results, open(sys.argv[2], "w"))
        """;

    /// <summary>Skips the test where there is no PyTorch, unless this is a build machine: there it must be.</summary>
    public static void Require()
    {
        if (File.Exists(Python) && Run("-c", "import torch").Code == 0) return;
        const string Remedy = "python3-torch is missing: apt-get install python3-torch";
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1") Assert.Fail(Remedy);
        Assert.Skip(Remedy);
    }

    public static PyTorchResult[] Call(IReadOnlyList<PyTorchCall> calls) => Ask<PyTorchResult[]>(Driver, calls);

    /// <summary>Runs a script that reads its first argument, JSON of the calls, and writes its second, JSON of the results.</summary>
    public static T Ask<T>(string script, object calls)
    {
        var folder = Directory.CreateTempSubdirectory("lossactors-export-");
        try
        {
            var driver = Path.Combine(folder.FullName, "driver.py");
            var (input, output) = (Path.Combine(folder.FullName, "calls.json"), Path.Combine(folder.FullName, "results.json"));
            File.WriteAllText(driver, script);
            File.WriteAllText(input, JsonSerializer.Serialize(calls));
            var (code, text) = Run(driver, input, output);
            Assert.True(code == 0, text);
            return JsonSerializer.Deserialize<T>(File.ReadAllText(output))!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static (int Code, string Text) Run(params string[] arguments)
    {
        using var process =
            Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
