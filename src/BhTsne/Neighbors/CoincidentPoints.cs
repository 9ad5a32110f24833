using System.Runtime.InteropServices;
using BhTsne.Data;

namespace BhTsne.Neighbors;

/// <summary>Points that lie at the same place more than k times: see <see cref="NeighborProblem"/>.</summary>
internal sealed class CoincidentPoints
{
    private readonly int[] _first;
    private readonly int[] _copies;
    private readonly int _k;

    private CoincidentPoints(int[] first, int[] copies, int k)
    {
        _first = first;
        _copies = copies;
        _k = k;
        int[] seen = new int[first.Length];
        List<int> references = new(first.Length), queries = new(first.Length);
        for (int row = 0; row < first.Length; row++)
        {
            if (seen[first[row]]++ <= k)
            {
                references.Add(row);
            }

            if (copies[first[row]] <= k)
            {
                queries.Add(row);
            }
        }

        References = [.. references];
        Queries = [.. queries];
    }

    /// <summary>The first k + 1 points of every place, ascending.</summary>
    public int[] References { get; }

    /// <summary>The points of places with at most k points, ascending.</summary>
    public int[] Queries { get; }

    /// <summary>Finds places with more than k points; null where there are none.</summary>
    public static CoincidentPoints? Find(ScaledPoints points, int k)
    {
        int[] first = new int[points.Rows];
        int[] copies = new int[points.Rows];
        int most = 0;
        Dictionary<int, int> places = new(points.Rows, new RowComparer(points));
        for (int row = 0; row < points.Rows; row++)
        {
            ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, row, out bool known);
            place = known ? place : row;
            first[row] = place;
            most = Math.Max(most, ++copies[place]);
        }

        return most > k ? new CoincidentPoints(first, copies, k) : null;
    }

    /// <summary>Writes the rows of the graph of all points at places with more than k: the first k others, at distance zero.</summary>
    /// <param name="rows">Receives them.</param>
    public void Answer(ChunkedRows rows)
    {
        Dictionary<int, List<int>> leaders = [];
        for (int row = 0; row < _first.Length; row++)
        {
            if (_copies[_first[row]] <= _k)
            {
                continue;
            }

            ref List<int>? here = ref CollectionsMarshal.GetValueRefOrAddDefault(leaders, _first[row], out _);
            here ??= new List<int>(_k + 1);
            if (here.Count <= _k)
            {
                here.Add(row);
            }
        }

        for (int row = 0; row < _first.Length; row++)
        {
            if (!leaders.TryGetValue(_first[row], out List<int>? here))
            {
                continue;
            }

            Span<int> neighbors = rows.IndicesOf(row);
            int written = 0;
            for (int i = 0; written < _k; i++)
            {
                if (here[i] != row)
                {
                    neighbors[written++] = here[i];
                }
            }

            rows.ValuesOf(row).Clear();
        }
    }

    /// <summary>Rows are equal when all their values are (0 equals -0).</summary>
    private sealed class RowComparer(ScaledPoints points) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => points.Row(x).SequenceEqual(points.Row(y));

        public int GetHashCode(int row)
        {
            ulong hash = 14695981039346656037;
            foreach (float value in points.Row(row))
            {
                // Adding zero makes -0 the same as 0.
                hash = (hash ^ BitConverter.SingleToUInt32Bits(value + 0f)) * 0x9E3779B97F4A7C15;
                hash ^= hash >> 29;
            }

            return (int)(hash >> 32) ^ (int)hash;
        }
    }
}
