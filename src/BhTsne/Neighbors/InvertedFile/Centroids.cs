using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>The centroids of k-means, packed for the blocked product: which of them is nearest to each of 32 points.</summary>
/// <remarks>
/// Compared by |c|² / 2 - c·x, so that a comparison is one fused operation per coordinate (<see cref="PanelProduct"/>). More digits are not
/// needed, because centroids change only the order of the search. Immutable but for <see cref="Replace"/>; then read by all threads.
/// </remarks>
internal sealed class Centroids
{
    private readonly float[] _packed;
    private readonly double[] _halfNorms;

    /// <summary>Creates centroids, all of them zero.</summary>
    public Centroids(int count, int columns)
    {
        Count = count;
        Columns = columns;
        Stride = Lanes.RoundUp(columns);
        Rows = new float[count * Stride];
        int padded = PanelLayout.Count(count) * PanelLayout.Width;
        _packed = new float[padded * columns];
        _halfNorms = new double[padded];
        Array.Fill(_halfNorms, double.PositiveInfinity, count, padded - count);
    }

    /// <summary>The number of centroids.</summary>
    public int Count { get; }

    /// <summary>D.</summary>
    public int Columns { get; }

    /// <summary>D rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>Count x <see cref="Stride"/> coordinates, filled up with zeros.</summary>
    public float[] Rows { get; }

    /// <summary>One centroid, filled up with zeros.</summary>
    public ReadOnlySpan<float> Row(int centroid) => Rows.AsSpan(centroid * Stride, Stride);

    /// <summary>Moves one centroid.</summary>
    /// <param name="centroid">Which.</param>
    /// <param name="values">At least D coordinates.</param>
    public void Replace(int centroid, ReadOnlySpan<float> values)
    {
        values[..Columns].CopyTo(Rows.AsSpan(centroid * Stride, Columns));
        (int panel, int lane) = Math.DivRem(centroid, PanelLayout.Width);
        int size = Columns * PanelLayout.Width;
        PanelLayout.SetVector(_packed.AsSpan(panel * size, size), lane, values[..Columns]);
        double norm = 0;
        for (int column = 0; column < Columns; column++)
        {
            norm += (double)values[column] * values[column];
        }

        _halfNorms[centroid] = norm / 2;
    }

    /// <summary>Finds the nearest centroid of each of 32 points, the first of equally near ones.</summary>
    /// <param name="points">D x 32 coordinates.</param>
    /// <param name="sums">Scratch, <see cref="PanelProduct.TileSize"/> values.</param>
    /// <param name="nearest">32 indices.</param>
    [MethodImpl(HotLoop.Options)]
    public void Nearest(ReadOnlySpan<float> points, double[] sums, Span<int> nearest)
    {
        Vector512<double> best0 = Vector512.Create(double.PositiveInfinity), best1 = best0, best2 = best0, best3 = best0;
        Vector512<long> index0 = default, index1 = default, index2 = default, index3 = default;
        for (int first = 0; first < Count; first += PanelProduct.TileRows)
        {
            (int panel, int column) = Math.DivRem(first, PanelLayout.Width);
            Array.Clear(sums);
            PanelProduct.Add(_packed, panel * PanelLayout.Width * Columns, column, points, 0, Columns, sums);
            for (int row = 0; row < PanelProduct.TileRows; row++)
            {
                Vector512<double> halfNorm = Vector512.Create(_halfNorms[first + row]);
                Vector512<long> index = Vector512.Create((long)(first + row));
                int place = row * PanelLayout.Width;
                Improve(halfNorm - DoubleLanes.Load(sums, place), index, ref best0, ref index0);
                Improve(halfNorm - DoubleLanes.Load(sums, place + DoubleLanes.Count), index, ref best1, ref index1);
                Improve(halfNorm - DoubleLanes.Load(sums, place + (2 * DoubleLanes.Count)), index, ref best2, ref index2);
                Improve(halfNorm - DoubleLanes.Load(sums, place + (3 * DoubleLanes.Count)), index, ref best3, ref index3);
            }
        }

        Lanes.Narrow(index0, index1).CopyTo(nearest);
        Lanes.Narrow(index2, index3).CopyTo(nearest[Lanes.Count..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Improve(Vector512<double> value, Vector512<long> index, ref Vector512<double> best, ref Vector512<long> bestIndex)
    {
        Vector512<double> less = Vector512.LessThan(value, best);
        best = Vector512.ConditionalSelect(less, value, best);
        bestIndex = Vector512.ConditionalSelect(less.AsInt64(), index, bestIndex);
    }
}
