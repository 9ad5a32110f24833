using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Attraction;

/// <summary>
/// P with its points in another order: where that follows the map, the neighbours of a point lie together, and fetching them stays in the
/// first-level cache.
/// </summary>
/// <remarks>
/// The columns of each row ascend in the new order. Rows are read, sorted and written one by one: each is read and written at one place,
/// where a counting sort over all entries would write every entry to another place of memory (docs/performance.md, "Attraction"). Memory
/// for one more P is taken at once; nothing is allocated later but for rows of more than 2,048 entries.
/// </remarks>
internal sealed class SortedAffinities : IBlockLoop
{
    private const int RowsPerBlock = 512;
    private const int ScratchLength = 2048;

    private readonly ChunkedRows _original;
    private readonly ChunkedRows _sorted;
    private readonly int[] _places;
    private readonly WorkerTeam _team;
    private int[] _order = [];

    /// <summary>Allocates for a matrix.</summary>
    /// <param name="original">P in the caller's order; not changed.</param>
    /// <param name="team">The worker threads.</param>
    public SortedAffinities(SparseMatrix original, WorkerTeam team)
    {
        (_original, _team) = (original.Entries, team);
        _places = new int[original.Rows];
        _sorted = ChunkedRows.Allocate([.. _original.Offsets], _original.ShiftOfResults);
        Matrix = SparseMatrix.Adopt(_sorted, original.Columns);
    }

    /// <summary>P in the order of the last <see cref="Sort"/>; undefined before the first.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>Puts P into another order.</summary>
    /// <param name="order">The caller's point at each place; kept until the next order.</param>
    public void Sort(int[] order)
    {
        _order = order;
        for (int place = 0; place < order.Length; place++)
        {
            _places[order[place]] = place;
            _sorted.Offsets[place + 1] = _sorted.Offsets[place] + _original.LengthOf(order[place]);
        }

        _team.Run((order.Length + RowsPerBlock - 1) / RowsPerBlock, this);
    }

    /// <inheritdoc/>
    [MethodImpl(HotLoop.Options)]
    public void Run(int block, int worker)
    {
        Span<ulong> scratch = stackalloc ulong[ScratchLength];
        for (int place = block * RowsPerBlock; place < Math.Min((block + 1) * RowsPerBlock, _order.Length); place++)
        {
            int row = _order[place];
            ReadOnlySpan<int> columns = _original.IndicesOf(row);
            ReadOnlySpan<float> values = _original.ValuesOf(row);
            Span<ulong> keys = columns.Length <= ScratchLength ? scratch[..columns.Length] : new ulong[columns.Length];
            for (int entry = 0; entry < keys.Length; entry++)
            {
                keys[entry] = ((ulong)_places[columns[entry]] << 32) | BitConverter.SingleToUInt32Bits(values[entry]);
            }

            DistinctKeys.Sort(keys);
            Span<int> newColumns = _sorted.IndicesOf(place);
            Span<float> newValues = _sorted.ValuesOf(place);
            for (int entry = 0; entry < keys.Length; entry++)
            {
                newColumns[entry] = (int)(keys[entry] >> 32);
                newValues[entry] = BitConverter.UInt32BitsToSingle((uint)keys[entry]);
            }
        }
    }
}
