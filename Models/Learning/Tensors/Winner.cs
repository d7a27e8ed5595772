using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossActors.Learning.Tensors;

/// <summary>Which of a window's four numbers the pool takes, as libtorch decides it: a later one only if it is larger, or NaN.</summary>
static class Winner
{
    public static (float Most, int Place) Of(float first, float second, float third, float fourth)
    {
        var (most, place) = (first, 0);
        Challenge(second, 1);
        Challenge(third, 2);
        Challenge(fourth, 3);
        return (most, place);

        void Challenge(float next, int number)
        {
            if (next > most || float.IsNaN(next)) (most, place) = (next, number);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Challenge(ref Vector128<float> most, ref Vector128<int> place, Vector128<float> next, int number)
    {
        var wins = Vector128.GreaterThan(next, most) | ~Vector128.Equals(next, next);
        most = Vector128.ConditionalSelect(wins, next, most);
        place = Vector128.ConditionalSelect(wins.AsInt32(), Vector128.Create(number), place);
    }

    /// <summary>The gradients whose winner is this place, zeros for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Share(Vector128<float> gradient, Vector128<int> place, int number) =>
        gradient & Vector128.Equals(place, Vector128.Create(number)).AsSingle();
}
