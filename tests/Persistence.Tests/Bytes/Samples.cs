using System.Collections.Immutable;
using System.Reflection;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Persistence.Tests.Bytes;

/// <summary>A value of any type that a message is made of, every part of it set.</summary>
static class Samples
{
    static readonly Recipe Recipe = new(new ClustersSpec(), new MlpSpec([10]), new SgdSpec(0.01), Batch: 10, Steps: 20);

    static readonly Demonstration Shown = new("turn", 4, new Dictionary<string, double> { ["at"] = 0.1, ["to"] = 3 });

    static readonly RequestList Listed = RequestList.Of(
        [new("-y*log(p)", Recipe, 1, 0, new Study(3)), new("abs(p - y)", Recipe, 1, 0, Shown)]);

    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } under) return Of(under);
        if (type == typeof(string)) return "té\"xt";
        if (type == typeof(bool)) return true;
        if (type == typeof(double)) return 0.1 + 0.2;
        if (type == typeof(Recipe)) return Recipe;
        if (type == typeof(EvaluationRequest)) return new EvaluationRequest("-y*log(p)", Recipe, 0.5, 1, new Search());
        if (type == typeof(RequestList)) return Listed;
        if (type == typeof(CanonicalJson)) return new CanonicalJson("{\"a\": [1e3 ]}");
        if (type == typeof(EntityId)) return new IslandId("a/b", 3);
        if (type == typeof(IMessage)) return new ResultNoted(new EvaluationKey("ab"));
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsPrimitive) return Convert.ChangeType(7, type);
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (generic == typeof(ImmutableArray<>)) return Call(nameof(ArrayOf), type);
        if (generic == typeof(ImmutableSortedDictionary<,>)) return Call(nameof(DictionaryOf), type);
        if (type.IsAbstract) return Of(Derived(type));
        return Made(type);
    }

    static Type Derived(Type type) => type.Assembly.GetTypes().First(t => t.IsAssignableTo(type) && !t.IsAbstract);

    static object Call(string name, Type type) => typeof(Samples).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, null)!;

    static ImmutableArray<T> ArrayOf<T>() => [(T)Of(typeof(T)), (T)Of(typeof(T))];

    static ImmutableSortedDictionary<TKey, TValue> DictionaryOf<TKey, TValue>()
        where TKey : notnull => ImmutableSortedDictionary<TKey, TValue>.Empty.Add((TKey)Of(typeof(TKey)), (TValue)Of(typeof(TValue)));

    static object Made(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length);
        var made = constructor is null ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && p.GetMethod!.GetParameters().Length == 0))
            property.SetValue(made, Of(property.PropertyType));
        return made;
    }

    /// <summary>Equal in every part that is not computed from others.</summary>
    public static void Same(object? expected, object? actual, string place)
    {
        var type = expected?.GetType();
        var isPair = type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
        var parts = type?.GetProperties()
            .Where(p => isPair || (p.SetMethod is not null && p.GetIndexParameters().Length == 0)).ToList() ?? [];
        if (expected is not System.Collections.IEnumerable) Assert.Equal(type, actual?.GetType());
        if (expected is string) Assert.Equal(expected, actual);
        else if (expected is System.Collections.IEnumerable many)
        {
            var (all, others) = (many.Cast<object>().ToList(), ((System.Collections.IEnumerable)actual!).Cast<object>().ToList());
            Assert.Equal(all.Count, others.Count);
            for (var i = 0; i < all.Count; i++)
                Same(all[i], others[i], $"{place}[{i}]");
        }
        else if (parts.Count == 0) Assert.True(Equals(expected, actual), place);
        else parts.ForEach(p => Same(p.GetValue(expected), p.GetValue(actual), $"{place}.{p.Name}"));
    }
}
