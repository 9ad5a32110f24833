using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>
/// What hot loops need beside the portable operations of <see cref="Vector512{T}"/>. Sixteen lanes always: the JIT makes them one AVX-512
/// register, two AVX2 halves or four NEON quarters, and every lane gets the same bits.
/// </summary>
internal static class Lanes
{
    /// <summary>Lanes of a vector.</summary>
    public const int Count = 16;

    /// <summary>0, 1, .. 15.</summary>
    public static Vector512<int> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    /// <summary>The number of values rounded up to whole vectors.</summary>
    public static int RoundUp(int count) => (count + Count - 1) & -Count;

    /// <summary>
    /// The sum of the lanes, by halves: eight and eight, four and four, two and two, one and one. <see cref="Vector512.Sum{T}"/> leaves the
    /// order to the processor; this one is the same everywhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OrderedSum(Vector512<float> lanes)
    {
        Vector256<float> eight = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>Sixteen values from an array that has at least offset + 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float[] values, int offset) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)(uint)offset);

    /// <summary>The first values.Length lanes (at most 16); the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadPartial(ReadOnlySpan<float> values)
    {
        Vector512<float> lanes = default;
        values.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector512<float>, float>(ref lanes), Count));
        return lanes;
    }

    /// <summary>The two lanes of each pair swapped: 1, 0, 3, 2, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SwapLanes(Vector512<float> lanes) => Vector512.IsHardwareAccelerated
        ? Vector512.Shuffle(lanes, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14))
        : Halves(lanes, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    /// <summary>The two pairs of each four lanes swapped: 2, 3, 0, 1, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SwapPairs(Vector512<float> lanes) => Vector512.IsHardwareAccelerated
        ? Vector512.Shuffle(lanes, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13))
        : Halves(lanes, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));

    /// <summary>Sixteen values in single precision, rounded to the nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Narrow(Vector512<double> lower, Vector512<double> upper) => Vector512.IsHardwareAccelerated
        ? Vector512.Narrow(lower, upper)
        : Vector512.Create(
            Vector256.Narrow(lower.GetLower(), lower.GetUpper()), Vector256.Narrow(upper.GetLower(), upper.GetUpper()));

    /// <summary>Sixteen numbers that an int can hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Narrow(Vector512<long> lower, Vector512<long> upper) => Vector512.IsHardwareAccelerated
        ? Vector512.Narrow(lower, upper)
        : Vector512.Create(
            Vector256.Narrow(lower.GetLower(), lower.GetUpper()), Vector256.Narrow(upper.GetLower(), upper.GetUpper()));

    /// <summary>
    /// Each half shuffled by itself: without AVX-512 a shuffle of sixteen lanes is a loop over them, two shuffles of eight are not.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halves(Vector512<float> lanes, Vector256<int> order) =>
        Vector512.Create(Vector256.Shuffle(lanes.GetLower(), order), Vector256.Shuffle(lanes.GetUpper(), order));
}
