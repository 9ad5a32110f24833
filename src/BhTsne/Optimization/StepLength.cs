using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>The Euclidean length of steps, whose coordinates lie together in the lanes of a vector.</summary>
internal static class StepLength
{
    /// <summary>Shortens the steps of points that are longer than allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Limit<TSpace>(Vector512<float> step, Vector512<float> longest)
        where TSpace : struct, ISpace
    {
        // The square of a longer step might overflow, and its direction be lost.
        Vector512<float> huge = Vector512.Create(1e18f);
        step = Vector512.Max(-huge, Vector512.Min(huge, step));
        Vector512<float> length = Vector512.Sqrt(SumWithinPoint<TSpace>(step * step));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(length, longest), step * (longest / length), step);
    }

    /// <summary>In each lane the sum over the lanes of its point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SumWithinPoint<TSpace>(Vector512<float> values)
        where TSpace : struct, ISpace
    {
        if (TSpace.Stride >= 2)
        {
            values += Lanes.SwapLanes(values);
        }

        if (TSpace.Stride == 4)
        {
            values += Lanes.SwapPairs(values);
        }

        return values;
    }
}
