using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>Equal points merged to one point that has the sum of their weights.</summary>
/// <param name="Points">The different points, in the order in which they come first.</param>
/// <param name="Weights">The sum of the weights of the points that each stands for.</param>
/// <param name="Places">Of each original point the different one that it equals.</param>
internal sealed record Duplicates(PointMatrix Points, float[] Weights, int[] Places)
{
    private const int BlockRows = 1024;

    /// <summary>How many points were merged into an earlier one.</summary>
    public int Merged => Places.Length - Weights.Length;

    /// <summary>How many points are equal to another one.</summary>
    public int Equal
    {
        get
        {
            int[] sizes = new int[Weights.Length];
            foreach (int place in Places)
            {
                sizes[place]++;
            }

            return Places.Count(place => sizes[place] > 1);
        }
    }

    /// <summary>Merges points whose values are all equal, to the last bit; -0 equals 0.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <param name="team">The worker threads.</param>
    public static Duplicates Merge(PointMatrix points, float[]? weights, WorkerTeam team)
    {
        ulong[] hashes = new ulong[points.Rows];
        team.Run(
            (points.Rows + BlockRows - 1) / BlockRows,
            (block, _) =>
            {
                for (int row = block * BlockRows; row < Math.Min((block + 1) * BlockRows, points.Rows); row++)
                {
                    hashes[row] = Hash(points.Row(row));
                }
            });

        // Different points may share a hash: those of one hash are chained.
        Dictionary<ulong, int> lastOf = new(points.Rows);
        List<int> firsts = [], before = [];
        List<double> sums = [];
        int[] places = new int[points.Rows];
        for (int row = 0; row < places.Length; row++)
        {
            ref int last = ref CollectionsMarshal.GetValueRefOrAddDefault(lastOf, hashes[row], out bool known);
            int place = known ? last : -1;
            while (place >= 0 && !points.Row(firsts[place]).SequenceEqual(points.Row(row)))
            {
                place = before[place];
            }

            if (place < 0)
            {
                place = firsts.Count;
                firsts.Add(row);
                before.Add(known ? last : -1);
                sums.Add(0);
                last = place;
            }

            places[row] = place;
            sums[place] += weights?[row] ?? 1;
        }

        float[] merged = [.. sums.Select(sum => (float)sum)];
        if (firsts.Count == points.Rows)
        {
            return new Duplicates(points, merged, places);
        }

        RowBlocks different = new(firsts.Count, points.Columns);
        for (int place = 0; place < firsts.Count; place++)
        {
            points.Row(firsts[place]).CopyTo(different.Row(place));
        }

        GC.KeepAlive(points);

        return new Duplicates(different.ToMatrix(), merged, places);
    }

    /// <summary>From a map of the original points, the position of the first of each group of equal ones.</summary>
    public Embedding Pick(Embedding map)
    {
        float[] values = new float[Weights.Length * map.Dimensions];
        for (int point = Places.Length - 1; point >= 0; point--)
        {
            map.Values.Slice(point * map.Dimensions, map.Dimensions).CopyTo(values.AsSpan(Places[point] * map.Dimensions));
        }

        return new Embedding(values, map.Dimensions);
    }

    /// <summary>From a map of the different points, one of the original points: equal points have the same position.</summary>
    public Embedding Expand(Embedding map) => Expand(map, Places);

    /// <summary>From a map of the different points, one of the original points: equal points have the same position.</summary>
    /// <param name="map">Of the different points.</param>
    /// <param name="places">Of each original point the different one that it equals.</param>
    public static Embedding Expand(Embedding map, int[] places)
    {
        float[] values = new float[places.Length * map.Dimensions];
        Expand(map.Values, places, map.Dimensions, values);
        return new Embedding(values, map.Dimensions);
    }

    /// <summary>Copies the coordinates of the different points to those of the original points. Allocates nothing.</summary>
    /// <param name="different">Of the different points, row after row.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="all">Receives those of the original points.</param>
    public void Expand(ReadOnlySpan<float> different, int dimensions, Span<float> all) => Expand(different, Places, dimensions, all);

    private static void Expand(ReadOnlySpan<float> different, int[] places, int dimensions, Span<float> all)
    {
        for (int point = 0; point < places.Length; point++)
        {
            different.Slice(places[point] * dimensions, dimensions).CopyTo(all[(point * dimensions)..]);
        }
    }

    /// <summary>A hash that -0 and 0 share: FNV-1a over the bits of 32-bit values, mixed once more.</summary>
    [MethodImpl(HotLoop.Options)]
    private static ulong Hash(ReadOnlySpan<float> values)
    {
        ulong hash = 14695981039346656037;
        foreach (float value in values)
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(value + 0f)) * 1099511628211;
        }

        return hash ^ (hash >> 32);
    }
}
