using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BhTsne.Numerics;

namespace BhTsne.Data;

/// <summary>
/// Turns rows of columns into columns of rows: for each column the rows that have an entry in it, ascending, and their values. A stable
/// counting sort of the entries by column, over fixed blocks of rows.
/// </summary>
/// <remarks>
/// Loops belong to the caller, who runs blocks 0 to <see cref="Blocks"/> - 1 on any number of threads: <see cref="Count"/> for all blocks,
/// <see cref="Arrange"/> once, <see cref="Place"/> for all blocks. The result does not depend on the threads. Later uses allocate nothing.
/// </remarks>
internal sealed class Transposition
{
    private const int MaxBlocks = 16;

    private readonly ChunkedRows _source;
    private readonly CountingSort _sort;
    private readonly bool _withValues;
    private ChunkedRows? _target;
    private int[]? _order;
    private int[] _places = [];

    /// <summary>Allocates for rows.</summary>
    /// <param name="source">The rows; not changed.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="withValues">Whether values are taken along.</param>
    public Transposition(ChunkedRows source, int columns, bool withValues = true)
    {
        // The counts of all blocks together take no more memory than the indices of the source.
        int blocks = (int)Math.Clamp(source.Count / Math.Max(columns, 1), 1, MaxBlocks);
        (_source, _sort, _withValues) = (source, new CountingSort(columns, blocks), withValues);
    }

    /// <summary>The order in which rows are visited, as a type, so that the loops of the usual order do not pay for others.</summary>
    private interface IOrder
    {
        /// <summary>The row that is visited at a place.</summary>
        int RowAt(int place);

        /// <summary>The place of a row.</summary>
        int PlaceOf(int row);
    }

    /// <summary>Allocates for a symmetric source, the result at once: only its rows have to be put into another order later.</summary>
    /// <param name="source">The rows; not changed.</param>
    public static Transposition OfSymmetric(ChunkedRows source)
    {
        Transposition transposition = new(source, source.Rows);
        source.Offsets.CopyTo(transposition._sort.Starts, 0);
        transposition.Allocate();
        transposition._places = new int[source.Rows];
        return transposition;
    }

    /// <summary>The number of blocks.</summary>
    public int Blocks => _sort.Blocks;

    /// <summary>The result; defined once all blocks are placed. Later uses write to the same memory.</summary>
    public ChunkedRows Result => _target!;

    /// <summary>Transposes rows.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="runner">Runs the blocks.</param>
    public static ChunkedRows Of(ChunkedRows source, int columns, IBlockRunner runner)
    {
        Transposition transposition = new(source, columns);
        transposition.Run(runner);
        return transposition.Result;
    }

    /// <summary>Transposes.</summary>
    /// <param name="runner">Runs the blocks.</param>
    public void Run(IBlockRunner runner)
    {
        runner.Run(Blocks, (block, _) => Count(block));
        Arrange();
        runner.Run(Blocks, (block, _) => Place(block));
    }

    /// <summary>
    /// Renumbers rows and columns of a square source from now on: the result is that of the source with row and column order[i] at place i.
    /// Where the source is symmetric, so is the result: the source itself in another order.
    /// </summary>
    /// <param name="order">The row at each place; kept.</param>
    public void Renumber(int[] order)
    {
        _order = order;
        _places = _places.Length == order.Length ? _places : new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            _places[order[place]] = place;
        }
    }

    /// <summary>Counts the entries of a block by columns.</summary>
    public void Count(int block)
    {
        if (_order is { } order)
        {
            Count(block, new Permutation(order, _places));
        }
        else
        {
            Count(block, default(Identity));
        }
    }

    /// <summary>Lays the result out, once all blocks are counted.</summary>
    public void Arrange()
    {
        if (_source.Count >> _source.ShiftOfResults == 0)
        {
            // One chunk: places in it are places in the result.
            _sort.PlacesFromCounts();
        }
        else
        {
            _sort.OffsetsFromCounts();
        }

        Allocate();
    }

    /// <summary>Moves the entries of a block to their places.</summary>
    public void Place(int block)
    {
        if (_order is { } order)
        {
            Place(block, new Permutation(order, _places));
        }
        else
        {
            Place(block, default(Identity));
        }
    }

    /// <summary>A number for each column, of one block; free for other use once all blocks are placed.</summary>
    public Span<int> Scratch(int block) => _sort.Places(block);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count<TOrder>(int block, TOrder order)
        where TOrder : struct, IOrder
    {
        ref int counts = ref MemoryMarshal.GetReference(_sort.Counts(block));
        (long first, long last) = _sort.Range(block, _source.Rows);
        for (int place = (int)first; place < (int)last; place++)
        {
            foreach (int column in _source.IndicesOf(order.RowAt(place)))
            {
                Unsafe.Add(ref counts, order.PlaceOf(column))++;
            }
        }
    }

    private void Place<TOrder>(int block, TOrder order)
        where TOrder : struct, IOrder
    {
        if (_target!.Indices.Length > 1)
        {
            PlaceInChunks(block, order);
        }
        else
        {
            PlaceInOneChunk(block, order, _target.Indices[0], _withValues ? _target.Values[0] : []);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PlaceInOneChunk<TOrder>(int block, TOrder order, int[] rows, float[] values)
        where TOrder : struct, IOrder
    {
        ref int next = ref MemoryMarshal.GetReference(_sort.Places(block));
        (long first, long last) = _sort.Range(block, _source.Rows);
        for (int place = (int)first; place < (int)last; place++)
        {
            int row = order.RowAt(place);
            ReadOnlySpan<int> columns = _source.IndicesOf(row);
            ReadOnlySpan<float> from = _withValues ? _source.ValuesOf(row) : default;
            for (int entry = 0; entry < columns.Length; entry++)
            {
                int at = Unsafe.Add(ref next, order.PlaceOf(columns[entry]))++;
                rows[at] = place;
                if (entry < from.Length)
                {
                    values[at] = from[entry];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PlaceInChunks<TOrder>(int block, TOrder order)
        where TOrder : struct, IOrder
    {
        ChunkedRows target = _target!;
        Span<int> next = _sort.Places(block);
        (long first, long last) = _sort.Range(block, _source.Rows);
        for (int place = (int)first; place < (int)last; place++)
        {
            int row = order.RowAt(place);
            ReadOnlySpan<int> columns = _source.IndicesOf(row);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                int column = order.PlaceOf(columns[entry]), chunk = target.ChunkOf(column), at = target.PlaceOf(column) + next[column]++;
                target.Indices[chunk][at] = place;
                if (_withValues)
                {
                    target.Values[chunk][at] = _source.ValuesOf(row)[entry];
                }
            }
        }
    }

    private void Allocate() => _target ??= ChunkedRows.Allocate(_sort.Starts, _source.ShiftOfResults, _withValues);

    private readonly struct Identity : IOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int RowAt(int place) => place;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int PlaceOf(int row) => row;
    }

    private readonly struct Permutation(int[] order, int[] places) : IOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int RowAt(int place) => order[place];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int PlaceOf(int row) => places[row];
    }
}
