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

    /// <summary>
    /// Each lane's value from another lane of the same eight: a shuffle of sixteen lanes is a loop over them without AVX-512, two shuffles of
    /// eight are not.
    /// </summary>
    /// <param name="lanes">The values.</param>
    /// <param name="order">For each lane of eight the one that it takes its value from; a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ShuffleEights(Vector512<float> lanes, Vector256<int> order) => Vector512.IsHardwareAccelerated
        ? Vector512.Shuffle(lanes, Vector512.Create(order, order + Vector256.Create(8)))
        : Vector512.Create(Vector256.Shuffle(lanes.GetLower(), order), Vector256.Shuffle(lanes.GetUpper(), order));
}
