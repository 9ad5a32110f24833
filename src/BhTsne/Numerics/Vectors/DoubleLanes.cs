using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>Double-precision vectors in eight lanes, with sums whose order is the same on every processor.</summary>
internal static class DoubleLanes
{
    /// <summary>Lanes of a vector.</summary>
    public const int Count = 8;

    /// <summary>The number of values rounded up to whole vectors.</summary>
    public static int RoundUp(int count) => (count + Count - 1) & -Count;

    /// <summary>The sum of the lanes, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OrderedSum(Vector512<double> lanes)
    {
        Vector256<double> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>Eight values from offset on; the array must have them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double[] values, int offset) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)(uint)offset);

    /// <summary>Writes eight values from offset on; the array must have the room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> lanes, double[] values, int offset) =>
        lanes.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)(uint)offset);

    /// <summary>The inner product of two runs of values.</summary>
    /// <param name="left">Holds count values from leftOffset on.</param>
    /// <param name="leftOffset">Where the left run starts.</param>
    /// <param name="right">Holds count values from rightOffset on.</param>
    /// <param name="rightOffset">Where the right run starts.</param>
    /// <param name="count">A multiple of eight.</param>
    public static double Dot(double[] left, int leftOffset, double[] right, int rightOffset, int count)
    {
        Vector512<double> even = default, odd = default;
        int i = 0;
        for (; i <= count - (2 * Count); i += 2 * Count)
        {
            even = Vector512.FusedMultiplyAdd(Load(left, leftOffset + i), Load(right, rightOffset + i), even);
            odd = Vector512.FusedMultiplyAdd(Load(left, leftOffset + i + Count), Load(right, rightOffset + i + Count), odd);
        }

        if (i < count)
        {
            even = Vector512.FusedMultiplyAdd(Load(left, leftOffset + i), Load(right, rightOffset + i), even);
        }

        return OrderedSum(even + odd);
    }

    /// <summary>target += factor * source over count (a multiple of eight) values.</summary>
    public static void AddScaled(double factor, double[] source, int sourceOffset, double[] target, int targetOffset, int count)
    {
        Vector512<double> factorWide = Vector512.Create(factor);
        for (int i = 0; i < count; i += Count)
        {
            Store(
                Vector512.FusedMultiplyAdd(factorWide, Load(source, sourceOffset + i), Load(target, targetOffset + i)),
                target,
                targetOffset + i);
        }
    }
}
