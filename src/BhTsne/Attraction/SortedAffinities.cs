using System.Runtime.CompilerServices;
using BhTsne.Scheduling;

namespace BhTsne.Attraction;

/// <summary>
/// P with its points in another order: where that follows the map, the neighbours of a point lie together, and fetching them stays in the nearest cache.
/// </summary>
/// <remarks>
/// The columns of each row ascend in the new order. Because P is symmetric no row needs sorting for that: going through the rows in their new order and
/// appending each row's number to the rows that it names yields all rows sorted (a counting sort over the whole matrix, parallel over fixed blocks).
/// Memory for one more P is taken at once; nothing is allocated later.
/// </remarks>
internal sealed class SortedAffinities : IBlockLoop
{
    private const int Blocks = 16;

    private readonly SparseMatrix _original;
    private readonly WorkerTeam _team;
    private readonly long[] _offsets;
    private readonly int[] _columns;
    private readonly float[] _values;
    private readonly int[] _places;
    private readonly int[] _next;
    private int[] _order = [];
    private bool _isCounting;

    /// <summary>Allocates for a matrix.</summary>
    /// <param name="original">P in the caller's order; not changed.</param>
    /// <param name="team">Who works.</param>
    public SortedAffinities(SparseMatrix original, WorkerTeam team)
    {
        _original = original;
        _team = team;
        _offsets = new long[original.Rows + 1];
        _columns = GC.AllocateUninitializedArray<int>(original.PaddedColumnIndices.Length);
        _values = GC.AllocateUninitializedArray<float>(original.PaddedValues.Length);
        _columns.AsSpan(^SparseMatrix.Padding..).Clear();
        _values.AsSpan(^SparseMatrix.Padding..).Clear();
        _places = new int[original.Rows];
        _next = GC.AllocateUninitializedArray<int>(checked(Blocks * original.Rows));
        Matrix = SparseMatrix.Adopt(_offsets, _columns, _values, original.Columns);
    }

    /// <summary>P in the order of the last <see cref="Sort"/>.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>Puts P into another order.</summary>
    /// <param name="order">The caller's point at each place.</param>
    public void Sort(int[] order)
    {
        _order = order;
        for (int place = 0; place < order.Length; place++)
        {
            int point = order[place];
            _places[point] = place;
            _offsets[place + 1] = _offsets[place] + _original.RowOffsets[point + 1] - _original.RowOffsets[point];
        }

        _isCounting = true;
        _team.Run(Blocks, this);
        StartsFromCounts();
        _isCounting = false;
        _team.Run(Blocks, this);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int block, int worker)
    {
        int rows = _original.Rows;
        int first = (int)((long)rows * block / Blocks), last = (int)((long)rows * (block + 1) / Blocks);
        Span<int> next = _next.AsSpan(block * rows, rows);
        if (_isCounting)
        {
            next.Clear();
        }

        ReadOnlySpan<int> columns = _original.ColumnIndices;
        ReadOnlySpan<float> values = _original.Values;
        for (int place = first; place < last; place++)
        {
            int begin = (int)_original.RowOffsets[_order[place]], end = (int)_original.RowOffsets[_order[place] + 1];
            for (int entry = begin; entry < end; entry++)
            {
                int row = _places[columns[entry]];
                if (_isCounting)
                {
                    next[row]++;
                }
                else
                {
                    long at = _offsets[row] + next[row]++;
                    _columns[at] = place;
                    _values[at] = values[entry];
                }
            }
        }
    }

    /// <summary>Turns each block's counts into its first places within each row.</summary>
    private void StartsFromCounts()
    {
        int rows = _original.Rows;
        for (int row = 0; row < rows; row++)
        {
            int before = 0;
            for (int block = 0; block < Blocks; block++)
            {
                ref int entry = ref _next[(block * rows) + row];
                (entry, before) = (before, before + entry);
            }
        }
    }
}
