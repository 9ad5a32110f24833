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

    /// <summary>Counts the entries of a block by columns.</summary>
    [MethodImpl(HotLoop.Options)]
    public void Count(int block)
    {
        ref int counts = ref MemoryMarshal.GetReference(_sort.Counts(block));
        (long first, long last) = _sort.Range(block, _source.Rows);
        for (int row = (int)first; row < (int)last; row++)
        {
            foreach (int column in _source.IndicesOf(row))
            {
                Unsafe.Add(ref counts, column)++;
            }
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
        if (_target!.Indices.Length > 1)
        {
            PlaceInChunks(block);
        }
        else
        {
            PlaceInOneChunk(block, _target.Indices[0], _withValues ? _target.Values[0] : []);
        }
    }

    /// <summary>A number for each column, of one block; free for other use once all blocks are placed.</summary>
    public Span<int> Scratch(int block) => _sort.Places(block);

    [MethodImpl(HotLoop.Options)]
    private void PlaceInOneChunk(int block, int[] rows, float[] values)
    {
        ref int next = ref MemoryMarshal.GetReference(_sort.Places(block));
        (long first, long last) = _sort.Range(block, _source.Rows);
        for (int row = (int)first; row < (int)last; row++)
        {
            ReadOnlySpan<int> columns = _source.IndicesOf(row);
            ReadOnlySpan<float> from = _withValues ? _source.ValuesOf(row) : default;
            for (int entry = 0; entry < columns.Length; entry++)
            {
                int at = Unsafe.Add(ref next, columns[entry])++;
                rows[at] = row;
                if (entry < from.Length)
                {
                    values[at] = from[entry];
                }
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void PlaceInChunks(int block)
    {
        ChunkedRows target = _target!;
        Span<int> next = _sort.Places(block);
        (long first, long last) = _sort.Range(block, _source.Rows);
        for (int row = (int)first; row < (int)last; row++)
        {
            ReadOnlySpan<int> columns = _source.IndicesOf(row);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                int column = columns[entry], chunk = target.ChunkOf(column), at = target.PlaceOf(column) + next[column]++;
                target.Indices[chunk][at] = row;
                if (_withValues)
                {
                    target.Values[chunk][at] = _source.ValuesOf(row)[entry];
                }
            }
        }
    }

    private void Allocate() => _target ??= ChunkedRows.Allocate(_sort.Starts, _source.ShiftOfResults, _withValues);
}
