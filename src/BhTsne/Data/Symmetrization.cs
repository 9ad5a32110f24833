using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BhTsne.Numerics;

namespace BhTsne.Data;

/// <summary>
/// A symmetric P from similarities W that are not symmetric: for each pair a multiple of W_ij + W_ji, without the diagonal.
/// </summary>
/// <remarks>
/// Each row of W is merged with the same column, both by ascending point. A transposition gives the points of the columns, 4 bytes an
/// entry, but not the values: rows are merged in ascending order within a block, so a position in each row of W, which moves on with each
/// entry that is read, finds them.
/// </remarks>
internal static class Symmetrization
{
    private const int RowsPerBlock = 512;

    /// <summary>How a pair's two similarities become an entry of P.</summary>
    public interface IPairMean
    {
        /// <summary>The entry; the same for both orders of the arguments, to the last bit.</summary>
        float Of(float one, float other);
    }

    /// <summary>Computes P.</summary>
    /// <param name="rows">W, square, columns ascending within a row.</param>
    /// <param name="mean">The entry of a pair.</param>
    /// <param name="runner">Runs blocks of rows, on any number of threads.</param>
    /// <returns>P: symmetric to the last bit, the same for any number of threads.</returns>
    public static SparseMatrix Compute<TMean>(ChunkedRows rows, TMean mean, IBlockRunner runner)
        where TMean : struct, IPairMean
    {
        Transposition transposition = new(rows, rows.Rows, withValues: false);
        transposition.Run(runner);
        ChunkedRows columns = transposition.Result, joint = Allocate(rows, columns, runner);
        int[] begins = Begins(rows.Rows, transposition.Blocks);
        runner.Run(transposition.Blocks, (block, _) => FindStarts(rows, transposition, begins, begins[block], begins[block + 1]));
        runner.Run(
            transposition.Blocks,
            (block, _) => Merge(rows, columns, joint, transposition.Scratch(block), begins[block], begins[block + 1], mean));
        return SparseMatrix.Adopt(joint, rows.Rows);
    }

    /// <summary>Makes room for P: first the length of each row, by counting.</summary>
    private static ChunkedRows Allocate(ChunkedRows rows, ChunkedRows columns, IBlockRunner runner)
    {
        int points = rows.Rows;
        long[] offsets = new long[points + 1];
        runner.Run(
            (points + RowsPerBlock - 1) / RowsPerBlock,
            (block, _) =>
            {
                int last = Math.Min((block + 1) * RowsPerBlock, points);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    offsets[row + 1] = CountDifferent(row, rows.IndicesOf(row), columns.IndicesOf(row));
                }
            });
        for (int row = 0; row < points; row++)
        {
            offsets[row + 1] += offsets[row];
        }

        return ChunkedRows.Allocate(offsets, rows.ShiftOfResults);
    }

    /// <summary>The number of different points in a row and a column, the own point excepted.</summary>
    [MethodImpl(HotLoop.Options)]
    private static int CountDifferent(int self, ReadOnlySpan<int> row, ReadOnlySpan<int> column)
    {
        int own = 0, shared = 0;
        foreach (int point in column)
        {
            while (own < row.Length && row[own] < point)
            {
                own++;
            }

            // An entry of the diagonal is in both, and is dropped.
            shared += own < row.Length && row[own] == point ? point == self ? 2 : 1 : 0;
        }

        return row.Length + column.Length - shared;
    }

    /// <summary>Of rows first to last - 1 of W, the places in their chunks where the columns of each block begin.</summary>
    [MethodImpl(HotLoop.Options)]
    private static void FindStarts(ChunkedRows rows, Transposition transposition, int[] begins, int first, int last)
    {
        for (int row = first; row < last; row++)
        {
            ReadOnlySpan<int> columns = rows.IndicesOf(row);
            int place = rows.PlaceOf(row), entry = 0;
            for (int block = 0; block < begins.Length - 1; block++)
            {
                int begin = begins[block];
                while (entry < columns.Length && columns[entry] < begin)
                {
                    entry++;
                }

                transposition.Scratch(block)[row] = place + entry;
            }
        }
    }

    /// <summary>Merges rows and columns of W into rows of P.</summary>
    /// <param name="rows">W.</param>
    /// <param name="columns">The points of its columns.</param>
    /// <param name="joint">Receives P.</param>
    /// <param name="next">Of each row of W the place in its chunk of the next entry that a column reads.</param>
    /// <param name="first">The first row.</param>
    /// <param name="last">The row after the last.</param>
    /// <param name="mean">The entry of a pair.</param>
    [MethodImpl(HotLoop.Options)]
    private static void Merge<TMean>(
        ChunkedRows rows, ChunkedRows columns, ChunkedRows joint, Span<int> next, int first, int last, TMean mean)
        where TMean : struct, IPairMean
    {
        bool isOneChunk = rows.Values.Length == 1;
        ref int nextOf = ref MemoryMarshal.GetReference(next);
        ref float values = ref MemoryMarshal.GetArrayDataReference(rows.Values[0]);
        for (int row = first; row < last; row++)
        {
            ReadOnlySpan<int> ownColumns = rows.IndicesOf(row), others = columns.IndicesOf(row);
            ReadOnlySpan<float> ownValues = rows.ValuesOf(row);
            Span<int> targets = joint.IndicesOf(row);
            Span<float> targetValues = joint.ValuesOf(row);
            int own = 0, other = 0;
            for (int entry = 0; entry < targets.Length;)
            {
                int ownColumn = own < ownColumns.Length ? ownColumns[own] : int.MaxValue;
                int otherColumn = other < others.Length ? others[other] : int.MaxValue;
                float ownValue = 0, otherValue = 0;
                if (ownColumn <= otherColumn)
                {
                    ownValue = ownValues[own++];
                }

                if (otherColumn <= ownColumn)
                {
                    other++;
                    ref int place = ref Unsafe.Add(ref nextOf, otherColumn);
                    otherValue = isOneChunk ? Unsafe.Add(ref values, place) : rows.Values[rows.ChunkOf(otherColumn)][place];
                    place++;
                }

                // An entry of the diagonal is written over by the next one.
                int column = Math.Min(ownColumn, otherColumn);
                targets[entry] = column;
                targetValues[entry] = mean.Of(ownValue, otherValue);
                entry += column == row ? 0 : 1;
            }
        }
    }

    /// <summary>The first row of each block, and the number of rows.</summary>
    private static int[] Begins(int rows, int blocks)
    {
        int[] begins = new int[blocks + 1];
        for (int block = 0; block <= blocks; block++)
        {
            begins[block] = (int)((long)rows * block / blocks);
        }

        return begins;
    }

    /// <summary>The sum of both times a factor, in single precision.</summary>
    /// <param name="factor">1 over twice the number of points, where rows sum to 1.</param>
    public readonly struct ScaledSum(float factor) : IPairMean
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Of(float one, float other) => (one + other) * factor;
    }

    /// <summary>The mean of both over the sum of all, in double precision.</summary>
    /// <param name="sum">The sum of all entries of W, of any size.</param>
    public readonly struct NormalizedMean(double sum) : IPairMean
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Of(float one, float other) => (float)(((double)one + other) / sum / 2);
    }
}
