using System.Reflection;

namespace LossActors.Architecture.Tests;

/// <summary>
/// TorchSharp makes an object of every number that it takes, which the collector may free while libtorch still reads it: a wrong number now
/// and then, on a busy machine. <see cref="Learning.Tensors.Numbers"/> keeps them alive.
/// </summary>
public class NumberTests
{
    public static TheoryData<string> Rooms => ["LossActors.Learning", "lossactors"];

    [Theory, MemberData(nameof(Rooms))]
    public void No_number_is_given_to_libtorch_that_nobody_keeps_alive(string room)
    {
        var made = new Uses(Assembly.Load(room)).Calls()
            .Where(c => MakesNumber(c.Called) || IsSum(c.Called) || IsModuleThatMakesSome(c.Called))
            .Select(c => $"{c.Caller.DeclaringType}.{c.Caller.Name}")
            .Where(caller => !caller.StartsWith("LossActors.Learning.Tensors.Numbers.", StringComparison.Ordinal));

        Assert.Equal("", string.Join('\n', made.Distinct()));
    }

    static bool MakesNumber(MethodBase called) => called.DeclaringType?.FullName == "TorchSharp.Scalar" && called.Name == "op_Implicit";

    /// <summary>Modules of TorchSharp that give libtorch such numbers as they run.</summary>
    static bool IsModuleThatMakesSome(MethodBase called) =>
        called.DeclaringType?.FullName == "TorchSharp.torch+nn"
        && new[] { "BatchNorm", "LeakyReLU", "Dropout", "InstanceNorm", "Hardtanh", "Threshold" }.Any(called.Name.StartsWith);

    /// <summary>Of two tensors: TorchSharp makes a number of the factor 1 on the second.</summary>
    static bool IsSum(MethodBase called) =>
        called.DeclaringType?.FullName == "TorchSharp.torch+Tensor" && called.Name is ("op_Addition" or "add" or "add_")
        && called.GetParameters().All(p => p.ParameterType.FullName == "TorchSharp.torch+Tensor");
}
