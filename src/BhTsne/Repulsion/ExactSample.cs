using System.Runtime.CompilerServices;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// Sums over all sources at some of them, m N pairs: what approximate sums are compared with. Pairs are computed in single precision and
/// added up in double.
/// </summary>
internal static class ExactSample<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>Sources whose sums are added up in single precision; their coordinates stay in the first-level cache.</summary>
    private const int TileSize = 512;

    /// <summary>Computes the sums, the pair of a point with itself left out.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="coordinates">The sources, one array for each axis, filled up to whole vectors.</param>
    /// <param name="weights">Of the sources; null for 1 each.</param>
    /// <param name="sources">N.</param>
    /// <param name="places">m different places among the sources.</param>
    /// <param name="repulsion">Receives R, m x d.</param>
    /// <param name="sums">Receives φ, m.</param>
    /// <param name="team">The worker threads.</param>
    public static void Compute(
        TKernel kernel,
        float[][] coordinates,
        float[]? weights,
        int sources,
        int[] places,
        double[] repulsion,
        double[] sums,
        WorkerTeam team)
    {
        // Ascending, so that the sources between two of the points are ranges.
        int[] order = new int[places.Length], ascending = [.. places];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(ascending, order);
        team.Run(
            (places.Length + Lanes.Count - 1) / Lanes.Count,
            (block, _) =>
            {
                int first = block * Lanes.Count, count = Math.Min(Lanes.Count, places.Length - first);
                Span<double> totals = stackalloc double[4 * Lanes.Count];
                totals.Clear();
                ReadOnlySpan<int> own = ascending.AsSpan(first, count);
                if (weights is null)
                {
                    Sum<UnitWeight>(kernel, coordinates, [], sources, own, totals);
                }
                else
                {
                    Sum<PerPointWeight>(kernel, coordinates, weights, sources, own, totals);
                }

                for (int lane = 0; lane < count; lane++)
                {
                    int point = order[first + lane];
                    sums[point] = totals[(4 * lane) + 3];
                    totals.Slice(4 * lane, TSpace.Dimensions).CopyTo(repulsion.AsSpan(point * TSpace.Dimensions));
                }
            });
    }

    [MethodImpl(HotLoop.Options)]
    private static void Sum<TWeight>(
        TKernel kernel, float[][] coordinates, float[] weights, int sources, ReadOnlySpan<int> places, Span<double> totals)
        where TWeight : struct, IWeight
    {
        float[][] targets = new float[TSpace.Dimensions][];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            targets[axis] = new float[Lanes.Count];
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                // Lanes beyond the last point repeat it; they are not read.
                targets[axis][lane] = coordinates[axis][places[Math.Min(lane, places.Length - 1)]];
            }
        }

        int next = 0;
        Span<int> range = stackalloc int[2];
        for (int first = 0; first < sources; first += TileSize)
        {
            int last = Math.Min(first + TileSize, sources);
            ForceAccumulator<TSpace, TKernel> tile = new(kernel, targets, 0);
            int from = first;
            for (; next < places.Length && places[next] < last; next++)
            {
                (range[0], range[1]) = (from, places[next]);
                tile.AddPoints<TWeight>(coordinates, weights, range);

                // In lane "next" the source is the point itself.
                tile.AddOwnPoints<TWeight>(coordinates, weights, places[next], places[next] + 1, places[next] - next);
                from = places[next] + 1;
            }

            (range[0], range[1]) = (from, last);
            tile.AddPoints<TWeight>(coordinates, weights, range);
            for (int lane = 0; lane < places.Length; lane++)
            {
                totals[4 * lane] += tile.ForceX[lane];
                totals[(4 * lane) + 1] += tile.ForceY[lane];
                totals[(4 * lane) + 2] += tile.ForceZ[lane];
                totals[(4 * lane) + 3] += tile.Phi[lane];
            }
        }
    }
}
