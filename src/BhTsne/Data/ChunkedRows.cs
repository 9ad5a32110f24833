using System.Runtime.CompilerServices;

namespace BhTsne.Data;

/// <summary>
/// Rows of entries (an index and a value each) in chunks of memory, so that there may be more entries than one array holds. The rows belong
/// to the code that allocated them, which may write to them until it makes a <see cref="SparseMatrix"/> or <see cref="NeighborGraph"/> of
/// them.
/// </summary>
/// <remarks>
/// Entries are numbered through all rows; the number of a row's first entry is its offset. A chunk has a capacity, a power of two, and
/// takes the rows whose offsets lie in its share of the numbers. A row is stored whole in the chunk in which it starts: a chunk is longer
/// than its capacity by up to the longest row, and starts with as many unused entries as the last row before it has beyond the capacity. So
/// the place of a row follows from its offset by a shift and a mask. Sixteen lanes may be read from any entry: what follows the rows of a
/// chunk are zeros, or valid entries of an earlier use of the memory.
/// </remarks>
internal sealed class ChunkedRows
{
    /// <summary>The number of entries that follow the last row of a chunk, so that sixteen lanes may be read from any entry.</summary>
    public const int Padding = 16;

    /// <summary>
    /// The capacity of a chunk is 2 to the power of this: 2^28 entries take 1 GiB for the indices and as much for the values.
    /// </summary>
    public const int DefaultShift = 28;

    /// <summary>The shift for memory of a caller, which is one array: no array has 2^31 entries.</summary>
    private const int OneArrayShift = 31;

    private readonly long _mask;

    private ChunkedRows(long[] offsets, int shift, int[][] indices, float[][] values)
    {
        Offsets = offsets;
        Shift = shift;
        _mask = (1L << shift) - 1;
        Indices = indices;
        Values = values;
    }

    /// <summary>Rows + 1 offsets: of each row the number of its first entry, at last the number of all entries.</summary>
    public long[] Offsets { get; }

    /// <summary>The capacity of a chunk is 2 to the power of this.</summary>
    public int Shift { get; }

    /// <summary>The shift for results that are computed from these rows.</summary>
    public int ShiftOfResults => Math.Min(Shift, DefaultShift);

    /// <summary>The indices, by chunks.</summary>
    public int[][] Indices { get; }

    /// <summary>The values, by chunks; empty for rows of indices alone.</summary>
    public float[][] Values { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Offsets.Length - 1;

    /// <summary>The number of entries.</summary>
    public long Count => Offsets[^1];

    /// <summary>Allocates rows; the entries are undefined.</summary>
    /// <param name="offsets">
    /// Rows + 1 offsets; kept. They may change later as long as their number, the longest row and the sum stay.
    /// </param>
    /// <param name="shift">The capacity of a chunk is 2 to the power of this; tests set it to almost nothing.</param>
    /// <param name="withValues">Whether entries have values.</param>
    public static ChunkedRows Allocate(long[] offsets, int shift = DefaultShift, bool withValues = true)
    {
        long count = offsets[^1], longest = 0;
        for (int row = 0; row < offsets.Length - 1; row++)
        {
            longest = Math.Max(longest, offsets[row + 1] - offsets[row]);
        }

        // One chunk more than full ones, perhaps empty: empty rows at the very end start there.
        int[][] indices = new int[checked((int)(count >> shift) + 1)][];
        float[][] values = new float[withValues ? indices.Length : 0][];
        for (int chunk = 0; chunk < indices.Length; chunk++)
        {
            int length = checked((int)Math.Min((1L << shift) + longest, count - ((long)chunk << shift)));
            indices[chunk] = Uninitialized<int>(length, shift);
            if (withValues)
            {
                values[chunk] = Uninitialized<float>(length, shift);
            }
        }

        return new ChunkedRows(offsets, shift, indices, values);
    }

    /// <summary>Allocates rows of one length.</summary>
    public static ChunkedRows Allocate(int rows, int length, int shift = DefaultShift) => Allocate(UniformOffsets(rows, length), shift);

    /// <summary>Takes over a caller's arrays, without padding, as rows of one length.</summary>
    public static ChunkedRows Adopt(int[] indices, float[] values, int length) =>
        new(UniformOffsets(indices.Length / length, length), OneArrayShift, [indices], [values]);

    /// <summary>The same rows with other values in them: the indices are shared.</summary>
    /// <param name="value">Computes the value of an entry from its row and its present value.</param>
    public ChunkedRows WithValues(Func<int, float, float> value)
    {
        ChunkedRows copy = new(Offsets, Shift, Indices, Array.ConvertAll(Values, chunk => new float[chunk.Length]));
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> from = ValuesOf(row);
            Span<float> to = copy.ValuesOf(row);
            for (int entry = 0; entry < to.Length; entry++)
            {
                to[entry] = value(row, from[entry]);
            }
        }

        return copy;
    }

    /// <summary>The number of entries of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LengthOf(int row) => (int)(Offsets[row + 1] - Offsets[row]);

    /// <summary>The chunk of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ChunkOf(int row) => (int)(Offsets[row] >> Shift);

    /// <summary>The place of a row's first entry in its chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(int row) => (int)(Offsets[row] & _mask);

    /// <summary>The indices of a row.</summary>
    public Span<int> IndicesOf(int row) => Indices[ChunkOf(row)].AsSpan(PlaceOf(row), LengthOf(row));

    /// <summary>The values of a row.</summary>
    public Span<float> ValuesOf(int row) => Values[ChunkOf(row)].AsSpan(PlaceOf(row), LengthOf(row));

    /// <summary>Copies rows from arrays that hold them without gaps.</summary>
    public void CopyFrom(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        for (int row = 0; row < Rows; row++)
        {
            indices.Slice((int)Offsets[row], LengthOf(row)).CopyTo(IndicesOf(row));
            values.Slice((int)Offsets[row], LengthOf(row)).CopyTo(ValuesOf(row));
        }
    }

    /// <summary>Copies all rows to arrays, without gaps.</summary>
    /// <exception cref="ArgumentException">One is shorter than the number of entries.</exception>
    public void CopyTo(Span<int> indices, Span<float> values)
    {
        if (indices.Length < Count || values.Length < Count)
        {
            throw new ArgumentException($"There are {Count} entries, but room for {indices.Length} indices and {values.Length} values.");
        }

        for (int row = 0; row < Rows; row++)
        {
            IndicesOf(row).CopyTo(indices[(int)Offsets[row]..]);
            ValuesOf(row).CopyTo(values[(int)Offsets[row]..]);
        }
    }

    private static T[] Uninitialized<T>(int length, int shift)
        where T : struct
    {
        // Rows fill a chunk up to its capacity at least, unless it is the last. What lies beyond is read with the last row, and must be
        // defined.
        T[] chunk = GC.AllocateUninitializedArray<T>(checked(length + Padding));
        chunk.AsSpan((int)Math.Min(length, 1L << shift)..).Clear();
        return chunk;
    }

    private static long[] UniformOffsets(int rows, int length)
    {
        long[] offsets = new long[rows + 1];
        for (int row = 1; row <= rows; row++)
        {
            offsets[row] = offsets[row - 1] + length;
        }

        return offsets;
    }
}
