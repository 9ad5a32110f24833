using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>
/// The blocked product AᵀB of single-precision panels, summed in double. A panel (<see cref="PanelLayout"/>) holds 32 columns of a matrix
/// as its vectors, so a line of it is a row of the matrix. A tile is 8 columns of A by 32 columns of B, which fills sixteen registers of
/// 512 bits.
/// </summary>
/// <remarks>
/// Where registers have fewer bits the tile would spill, so it is made of four narrow ones, 4 by 16, that take eight registers of 256 bits.
/// Each sum is made in the same order, and so has the same bits.
/// </remarks>
internal static class PanelProduct
{
    /// <summary>Columns of A in a tile.</summary>
    public const int TileRows = 8;

    /// <summary>Sums of a tile: eight rows of 32.</summary>
    public const int TileSize = TileRows * PanelLayout.Width;

    private const int NarrowRows = 4;

    /// <summary>
    /// Rows that are summed in single precision before they join the sum in double: the rounding error of a sum grows with its length, and
    /// a chunk of both panels stays close. 128, 256 and 512 cost the same (PcaBenchmarks.Scatter).
    /// </summary>
    public const int ChunkDepth = 256;

    /// <summary>sums[i, j] += Σ_row a[row, aColumn + i] b[row, j] for i in 0..7 and j in 0..31.</summary>
    /// <param name="a">Holds A's panel from aOffset on.</param>
    /// <param name="aOffset">Where the panel's first row starts.</param>
    /// <param name="aColumn">The tile's first column in A's panel: 0, 8, 16 or 24.</param>
    /// <param name="b">Holds B's panel from bOffset on.</param>
    /// <param name="bOffset">Where the panel's first row starts.</param>
    /// <param name="depth">Rows of both panels.</param>
    /// <param name="sums">The tile, row after row, 256 values.</param>
    public static void Add(
        ReadOnlySpan<float> a, int aOffset, int aColumn, ReadOnlySpan<float> b, int bOffset, int depth, Span<double> sums)
    {
        a = a.Slice(aOffset, depth * PanelLayout.Width);
        b = b.Slice(bOffset, depth * PanelLayout.Width);
        sums = sums[..TileSize];
        for (int row = 0; row < depth; row += ChunkDepth)
        {
            ref float aChunk = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), (row * PanelLayout.Width) + aColumn);
            ref float bChunk = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), row * PanelLayout.Width);
            int chunk = Math.Min(ChunkDepth, depth - row);
            if (Vector512.IsHardwareAccelerated)
            {
                AddChunk(ref aChunk, ref bChunk, chunk, ref MemoryMarshal.GetReference(sums));
            }
            else
            {
                AddChunkNarrowly(ref aChunk, ref bChunk, chunk, ref MemoryMarshal.GetReference(sums));
            }
        }
    }

    /// <summary>As <see cref="AddChunk"/>, to the bit.</summary>
    internal static void AddChunkNarrowly(ref float a, ref float b, int depth, ref double sums)
    {
        for (int row = 0; row < TileRows; row += NarrowRows)
        {
            for (int column = 0; column < PanelLayout.Width; column += Lanes.Count)
            {
                ref double tile = ref Unsafe.Add(ref sums, (row * PanelLayout.Width) + column);
                AddNarrowTile(ref Unsafe.Add(ref a, row), ref Unsafe.Add(ref b, column), depth, ref tile);
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private static void AddNarrowTile(ref float a, ref float b, int depth, ref double sums)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        for (int row = 0; row < depth; row++)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a), b0, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 1)), b0, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 2)), b0, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 3)), b0, c3);
            a = ref Unsafe.Add(ref a, PanelLayout.Width);
            b = ref Unsafe.Add(ref b, PanelLayout.Width);
        }

        AddWide(ref sums, c0);
        AddWide(ref Unsafe.Add(ref sums, PanelLayout.Width), c1);
        AddWide(ref Unsafe.Add(ref sums, 2 * PanelLayout.Width), c2);
        AddWide(ref Unsafe.Add(ref sums, 3 * PanelLayout.Width), c3);
    }

    /// <summary>Adds the products of a chunk to a tile.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static void AddChunk(ref float a, ref float b, int depth, ref double sums)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        Vector512<float> d0 = default, d1 = default, d2 = default, d3 = default, d4 = default, d5 = default, d6 = default, d7 = default;
        for (int row = 0; row < depth; row++)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, Lanes.Count);
            Vector512<float> value = Vector512.Create(a);
            c0 = Vector512.FusedMultiplyAdd(value, b0, c0);
            d0 = Vector512.FusedMultiplyAdd(value, b1, d0);
            value = Vector512.Create(Unsafe.Add(ref a, 1));
            c1 = Vector512.FusedMultiplyAdd(value, b0, c1);
            d1 = Vector512.FusedMultiplyAdd(value, b1, d1);
            value = Vector512.Create(Unsafe.Add(ref a, 2));
            c2 = Vector512.FusedMultiplyAdd(value, b0, c2);
            d2 = Vector512.FusedMultiplyAdd(value, b1, d2);
            value = Vector512.Create(Unsafe.Add(ref a, 3));
            c3 = Vector512.FusedMultiplyAdd(value, b0, c3);
            d3 = Vector512.FusedMultiplyAdd(value, b1, d3);
            value = Vector512.Create(Unsafe.Add(ref a, 4));
            c4 = Vector512.FusedMultiplyAdd(value, b0, c4);
            d4 = Vector512.FusedMultiplyAdd(value, b1, d4);
            value = Vector512.Create(Unsafe.Add(ref a, 5));
            c5 = Vector512.FusedMultiplyAdd(value, b0, c5);
            d5 = Vector512.FusedMultiplyAdd(value, b1, d5);
            value = Vector512.Create(Unsafe.Add(ref a, 6));
            c6 = Vector512.FusedMultiplyAdd(value, b0, c6);
            d6 = Vector512.FusedMultiplyAdd(value, b1, d6);
            value = Vector512.Create(Unsafe.Add(ref a, 7));
            c7 = Vector512.FusedMultiplyAdd(value, b0, c7);
            d7 = Vector512.FusedMultiplyAdd(value, b1, d7);
            a = ref Unsafe.Add(ref a, PanelLayout.Width);
            b = ref Unsafe.Add(ref b, PanelLayout.Width);
        }

        AddRow(ref sums, 0, c0, d0);
        AddRow(ref sums, 1, c1, d1);
        AddRow(ref sums, 2, c2, d2);
        AddRow(ref sums, 3, c3, d3);
        AddRow(ref sums, 4, c4, d4);
        AddRow(ref sums, 5, c5, d5);
        AddRow(ref sums, 6, c6, d6);
        AddRow(ref sums, 7, c7, d7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref double sums, int row, Vector512<float> left, Vector512<float> right)
    {
        ref double target = ref Unsafe.Add(ref sums, row * PanelLayout.Width);
        AddWide(ref target, left);
        AddWide(ref Unsafe.Add(ref target, Lanes.Count), right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWide(ref double target, Vector512<float> values)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(values);
        (Vector512.LoadUnsafe(ref target) + lower).StoreUnsafe(ref target);
        (Vector512.LoadUnsafe(ref target, DoubleLanes.Count) + upper).StoreUnsafe(ref target, DoubleLanes.Count);
    }
}
