using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>
/// The one layout of blocked products: a panel holds 32 vectors, dimension by dimension, so that value d of vector v lies at d * 32 + v. A
/// line of a panel (one dimension of all vectors) fills two registers of 512 bits.
/// </summary>
internal static class PanelLayout
{
    /// <summary>Vectors of a panel.</summary>
    public const int Width = 2 * Lanes.Count;

    /// <summary>The number of panels that hold so many vectors.</summary>
    public static int Count(int vectors) => (vectors + Width - 1) / Width;

    /// <summary>One dimension of all 32 vectors.</summary>
    public static Span<float> Line(Span<float> panel, int dimension) => panel.Slice(dimension * Width, Width);

    /// <summary>Writes one vector.</summary>
    /// <param name="panel">At least values.Length * 32 values.</param>
    /// <param name="lane">Which vector, 0 to 31.</param>
    /// <param name="values">A value for each dimension.</param>
    [MethodImpl(HotLoop.Options)]
    public static void SetVector(Span<float> panel, int lane, ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        ref float target = ref At(panel, lane, values.Length);
        int dimension = 0;
        for (; dimension <= values.Length - Lanes.Count; dimension += Lanes.Count)
        {
            Scatter(Vector512.Create(values[dimension..]), ref Unsafe.Add(ref target, dimension * Width));
        }

        for (; dimension < values.Length; dimension++)
        {
            Unsafe.Add(ref target, dimension * Width) = values[dimension];
        }
    }

    /// <summary>Writes one vector, rounded to single precision.</summary>
    /// <param name="panel">At least values.Length * 32 values.</param>
    /// <param name="lane">Which vector, 0 to 31.</param>
    /// <param name="values">A value for each dimension.</param>
    [MethodImpl(HotLoop.Options)]
    public static void SetVector(Span<float> panel, int lane, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        ref float target = ref At(panel, lane, values.Length);
        for (int dimension = 0; dimension < values.Length; dimension++)
        {
            Unsafe.Add(ref target, dimension * Width) = (float)values[dimension];
        }
    }

    /// <summary>
    /// The first value of one vector, after a check that all of them are in the panel; the next dimension is 32 values further on.
    /// </summary>
    /// <param name="panel">The panel.</param>
    /// <param name="lane">Which vector, 0 to 31.</param>
    /// <param name="dimensions">The number of dimensions, at least 1.</param>
    public static ref float At(Span<float> panel, int lane, int dimensions) =>
        ref MemoryMarshal.GetReference(panel[..(dimensions * Width)].Slice(lane, Width - lane));

    /// <summary>Writes sixteen dimensions of one vector.</summary>
    /// <param name="lanes">The values.</param>
    /// <param name="target">The place of the first; those after it lie 32 values apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Vector512<float> lanes, ref float target)
    {
        ScatterFour(lanes.GetLower().GetLower(), ref target);
        ScatterFour(lanes.GetLower().GetUpper(), ref Unsafe.Add(ref target, 4 * Width));
        ScatterFour(lanes.GetUpper().GetLower(), ref Unsafe.Add(ref target, 8 * Width));
        ScatterFour(lanes.GetUpper().GetUpper(), ref Unsafe.Add(ref target, 12 * Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScatterFour(Vector128<float> lanes, ref float target)
    {
        target = lanes.ToScalar();
        Unsafe.Add(ref target, Width) = lanes.GetElement(1);
        Unsafe.Add(ref target, 2 * Width) = lanes.GetElement(2);
        Unsafe.Add(ref target, 3 * Width) = lanes.GetElement(3);
    }
}
