using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace LossActors.Architecture.Tests;

/// <summary>
/// Which namespaces of an assembly use which others of it, by its compiled code: signatures, fields and the bodies of methods.
/// </summary>
/// <param name="assembly">Constants and <c>nameof</c> leave no trace in it.</param>
sealed class Uses(Assembly assembly)
{
    const BindingFlags All =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value);

    public IReadOnlyDictionary<string, HashSet<string>> ByNamespace()
    {
        var uses = new Dictionary<string, HashSet<string>>();
        foreach (var type in assembly.GetTypes().Where(IsOurs))
        {
            if (!uses.TryGetValue(type.Namespace!, out var known)) uses[type.Namespace!] = known = [];
            known.UnionWith(UsedBy(type).SelectMany(Parts).Where(IsOurs).Select(t => t.Namespace!).Where(n => n != type.Namespace));
        }

        return uses;
    }

    /// <summary>Who calls what of which assembly whatever.</summary>
    public IEnumerable<(MethodBase Caller, MethodBase Called)> Calls() =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))
        where method.GetMethodBody() is not null
        from token in Tokens(method.GetMethodBody()!.GetILAsByteArray()!)
        let called = Resolve(method, token) as MethodBase
        where called is not null
        select (method, called);

    bool IsOurs(Type type) => type.Assembly == assembly && type.Namespace?.StartsWith("LossActors.", StringComparison.Ordinal) == true;

    static IEnumerable<Type?> UsedBy(Type type) =>
    [
        type.BaseType,
        .. type.GetInterfaces(),
        .. type.GetFields(All).Select(f => f.FieldType),
        .. type.GetMethods(All).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)),
        .. type.GetConstructors(All).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)),
        .. type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(InBody),
    ];

    /// <summary>A type, and those that it is made of.</summary>
    static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null) yield break;
        yield return type;
        if (type.HasElementType) foreach (var part in Parts(type.GetElementType())) yield return part;
        foreach (var argument in type.GetGenericArguments().Where(a => !a.IsGenericParameter))
            foreach (var part in Parts(argument)) yield return part;
    }

    static IEnumerable<Type?> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var member = Resolve(method, token);
            yield return member as Type ?? member?.DeclaringType;
            if (member is MethodInfo { IsGenericMethod: true } called)
                foreach (var argument in called.GetGenericArguments()) yield return argument;
        }
    }

    static MemberInfo? Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, method.IsGenericMethod ? method.GetGenericArguments() : null);
    }

    static bool NamesMember(OperandType operand) =>
        operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType;

    /// <summary>Tokens of the types, methods and fields that instructions name.</summary>
    static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            var instruction = OpCodesByValue[value];
            at += instruction.Size;
            if (NamesMember(instruction.OperandType))
                yield return BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)),
                _ => 4,
            };
        }
    }
}
