using LossActors.Genetics.Expressions;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Tests.Programs;

public class CrossEntropyTests
{
    static readonly Expr Body = Expr.Node(Op.Negate, Expr.Node(Op.Multiply, Expr.Leaf(Op.Y), Expr.Node(Op.Log, Expr.Leaf(Op.P))));

    [Theory]
    [InlineData(80.0, -80.0, 3.0)]
    [InlineData(-80.0, 80.0, 0.0)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(1.5, -2.0, 0.25)]
    public void Cross_entropy_has_the_gradient_p_minus_y_to_the_last_bit(double a, double b, double c)
    {
        double[] logits = [a, b, c], targets = [1, 0, 0], gradient = new double[3];

        var loss = new ProgramInterpreter(LossProgram.Compile(Body), 3).Sample(logits, targets, gradient);

        var top = logits.Max();
        var logTotal = ScalarMath.Log(logits.Select(z => ScalarMath.Exp(z - top)).Sum());
        Assert.Equal(-(a - top - logTotal), loss);
        for (var i = 0; i < 3; i++)
            Assert.Equal(-targets[i] + ScalarMath.Exp(logits[i] - top - logTotal), gradient[i]);
    }

    [Fact]
    public void Cross_entropy_compiles_to_three_operations_and_two_buffers()
    {
        var program = LossProgram.Compile(Body);

        Assert.Equal(
            [OpCode.Target, OpCode.LogProbability, OpCode.Multiply, OpCode.Negate, OpCode.Negate],
            program.Instructions.Select(i => i.Op));
        Assert.Equal(2, program.BufferCount);
        Assert.Equal(-1, program.DZ);
    }
}
