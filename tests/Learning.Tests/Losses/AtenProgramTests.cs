using System.Numerics;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses.Aten;

namespace LossActors.Learning.Tests.Losses;

public class AtenProgramTests
{
    [Fact]
    public void In_double_precision_it_agrees_with_the_scalar_reference_on_random_programs() => Agreement.InDoublePrecision(Run);

    [Fact]
    public void In_single_precision_it_agrees_with_the_scalar_reference_up_to_conditioning() => Agreement.InSinglePrecision(Run);

    [Fact]
    public void Autograd_of_the_losses_gives_the_computed_gradient()
    {
        var random = new Random(9);
        for (var n = 0; n < 500; n++)
        {
            using var scope = torch.NewDisposeScope();
            var body = RandomBodies.Grow(random, 4);
            var batch = Batch<double>.Draw(random, 8, 2 + random.Next(5));
            using var program = new AtenProgram(LossProgram.Compile(body), batch.Classes, torch.float64, torch.CPU);
            var (logits, targets) = Tensors(batch);
            logits.requires_grad = true;
            var losses = program.Losses(logits, targets);
            var (_, expected) = program.Gradient(logits.detach(), targets);
            if (!losses.requires_grad) continue;
            var found = Gradients.Of([losses.sum()], [logits])[0] ?? torch.zeros_like(logits);

            var (a, b) = (expected.ToArray<double>(), found.ToArray<double>());
            for (var i = 0; i < a.Length; i++)
            {
                var size = 1 + a.Max(Math.Abs);
                Assert.True(!double.IsFinite(size) || Math.Abs(a[i] - b[i]) <= 1e-6 * size, $"{body}: {a[i]} but autograd gives {b[i]}");
            }
        }
    }

    static (T[] Losses, T[] Gradient) Run<T>(LossProgram program, Batch<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var aten = new AtenProgram(program, batch.Classes, typeof(T) == typeof(float) ? torch.float32 : torch.float64, torch.CPU);
        var (logits, targets) = Tensors(batch);
        var (losses, gradient) = aten.Gradient(logits, targets);
        return (losses.ToArray<T>(), gradient.ToArray<T>());
    }

    static (Tensor Logits, Tensor Targets) Tensors<T>(Batch<T> batch) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (TensorMemory.From(batch.Logits, [batch.Samples, batch.Classes]), TensorMemory.From(batch.Targets, [batch.Samples]));
}
