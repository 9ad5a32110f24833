using System.Runtime.CompilerServices;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>
/// The conditional similarities p_{j|i} of all rows of a neighbour graph, each row by ascending neighbour: all that P is made of. An edge is its
/// place among the N x k.
/// </summary>
internal sealed class ConditionalRows
{
    private const int RowsPerBlock = 512;

    private readonly int[] _neighbors;
    private readonly float[] _probabilities;

    private ConditionalRows(NeighborGraph graph, bool takeGraph)
    {
        Points = graph.Points;
        NeighborsPerPoint = graph.NeighborsPerPoint;
        (_neighbors, _probabilities) = takeGraph
            ? graph.GiveUp()
            : (GC.AllocateUninitializedArray<int>(graph.Indices.Length), GC.AllocateUninitializedArray<float>(graph.Indices.Length));
    }

    /// <summary>N.</summary>
    public int Points { get; }

    /// <summary>k.</summary>
    public int NeighborsPerPoint { get; }

    /// <summary>Of each edge the point where it ends: N x k, ascending within a row.</summary>
    public ReadOnlySpan<int> Neighbors => _neighbors;

    /// <summary>Of each edge its probability; each row sums to 1.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities;

    /// <summary>Computes all rows.</summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="takeGraph">Whether the rows are written over those of the graph, which nobody may use afterwards: 8 k bytes a point less.</param>
    /// <param name="kind">How; its numbers fit k.</param>
    /// <param name="team">Who works.</param>
    public static ConditionalRows Compute(
        NeighborGraph graph, bool takeGraph, AffinityKind kind, WorkerTeam team)
    {
        ConditionalRows rows = new(graph, takeGraph);
        RowWriter?[] writers = new RowWriter[team.Threads];
        team.Run(
            (graph.Points + RowsPerBlock - 1) / RowsPerBlock,
            (block, worker) =>
            {
                RowWriter writer = writers[worker] ??= new RowWriter(rows, kind);
                int last = Math.Min((block + 1) * RowsPerBlock, graph.Points);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    writer.Write(row, graph.NeighborsOf(row), graph.DistancesOf(row));
                }
            });
        return rows;
    }

    /// <summary>The scratch memory of one worker.</summary>
    private sealed class RowWriter(ConditionalRows rows, AffinityKind kind)
    {
        private readonly IRowWeights _weights = RowWeights.Of(kind, rows.NeighborsPerPoint);
        private readonly float[] _probabilities = new float[rows.NeighborsPerPoint];
        private readonly ulong[] _keys = new ulong[rows.NeighborsPerPoint];

        /// <summary>
        /// Computes a row and sorts it by neighbour: as whole numbers, the neighbour above the bits of its probability. The row may lie where it is
        /// read from.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Write(int row, ReadOnlySpan<int> neighbors, ReadOnlySpan<float> distances)
        {
            _weights.Row(distances, _probabilities);
            for (int j = 0; j < _keys.Length; j++)
            {
                _keys[j] = ((ulong)(uint)neighbors[j] << 32) | BitConverter.SingleToUInt32Bits(_probabilities[j]);
            }

            _keys.AsSpan().Sort();
            int first = row * _keys.Length;
            for (int j = 0; j < _keys.Length; j++)
            {
                rows._neighbors[first + j] = (int)(_keys[j] >> 32);
                rows._probabilities[first + j] = BitConverter.UInt32BitsToSingle((uint)_keys[j]);
            }
        }
    }
}
