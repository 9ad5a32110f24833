using System.Numerics.Tensors;
using BhTsne.Data;

namespace BhTsne;

/// <summary>
/// The input points: a dense row-major matrix of single-precision values, one row a point (<see cref="Rows"/> x <see cref="Columns"/>).
/// </summary>
/// <remarks>
/// Every value is finite: the factories check it once and name the row and column of the first that is not.
/// The engine never writes to it. Safe to share between threads as long as memory given to
/// <see cref="From(ReadOnlyMemory{float}, int, int)"/> or <see cref="FromBlocks"/>, the factories that do not copy, is left alone.
/// </remarks>
public sealed partial class PointMatrix
{
    private readonly ReadOnlyMemory<float>[] _blocks;
    private readonly ReadOnlyMemory<float> _first;
    private readonly int _rowsOfBlock;

    private PointMatrix(ReadOnlyMemory<float> values, int rows, int columns, bool isFinite = false)
        : this([values], rows, rows, columns)
    {
        if (!isFinite)
        {
            RequireFinite(CancellationToken.None);
        }
    }

    /// <summary>Takes over blocks, of which all but the last have as many rows, without checks.</summary>
    private PointMatrix(ReadOnlyMemory<float>[] blocks, int rowsOfBlock, int rows, int columns)
    {
        (_blocks, _first, _rowsOfBlock) = (blocks, blocks[0], rowsOfBlock);
        (Rows, Columns) = (rows, columns);
    }

    /// <summary>The number of points, N.</summary>
    public int Rows { get; }

    /// <summary>The number of dimensions of a point, D.</summary>
    public int Columns { get; }

    /// <summary>
    /// All values, row after row: Rows x Columns of them. See <see cref="Blocks"/> where there may be more than one block, and
    /// <see cref="Row"/> for what works in any case.
    /// </summary>
    /// <exception cref="InvalidOperationException">The values lie in several blocks of memory.</exception>
    public ReadOnlySpan<float> Values => Memory.Span;

    /// <summary>The same memory as <see cref="Values"/>, for code that hands it to other threads.</summary>
    /// <exception cref="InvalidOperationException">The values lie in several blocks of memory.</exception>
    public ReadOnlyMemory<float> Memory => IsOneBlock ? _first : throw new InvalidOperationException(
        $"The {Rows} x {Columns} points lie in {_blocks.Length} blocks of memory, not in one; use {nameof(Row)} or {nameof(Blocks)}.");

    /// <summary>All values, row after row, in blocks of whole rows: one, unless the matrix was made of several.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> Blocks => Array.AsReadOnly(_blocks);

    /// <summary>Whether all values lie in one block of memory.</summary>
    internal bool IsOneBlock => _blocks.Length == 1;

    /// <summary>Whether one array could hold all values.</summary>
    internal bool FitsOneArray => (long)Rows * Columns <= Array.MaxLength;

    /// <summary>One point.</summary>
    /// <param name="row">Its index, 0 to Rows - 1.</param>
    /// <returns>
    /// Its Columns values, without a copy. Where they are mapped from a file, they are there as long as the matrix or its memory is
    /// referenced.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        if (IsOneBlock)
        {
            return _first.Span.Slice(row * Columns, Columns);
        }

        (int block, int place) = Math.DivRem(row, _rowsOfBlock);
        return _blocks[block].Span.Slice(place * Columns, Columns);
    }

    /// <summary>Wraps memory that holds the rows one after the other. Nothing is copied.</summary>
    /// <param name="values">Exactly rows x columns values; not to be changed while the matrix is in use.</param>
    /// <param name="rows">The number of points.</param>
    /// <param name="columns">The number of dimensions.</param>
    /// <returns>A view of the memory as a matrix.</returns>
    /// <exception cref="ArgumentException">
    /// The length is not rows x columns, a dimension is below 1, or a value is NaN or infinite.
    /// </exception>
    public static PointMatrix From(ReadOnlyMemory<float> values, int rows, int columns)
    {
        RequireShape(rows, columns);
        if ((long)rows * columns != values.Length)
        {
            throw new ArgumentException(
                $"A {rows} x {columns} matrix needs {(long)rows * columns} values, but {values.Length} were given.", nameof(values));
        }

        return new PointMatrix(values, rows, columns);
    }

    /// <summary>Takes over values that the engine made of finite ones, without checks.</summary>
    internal static PointMatrix Adopt(float[] values, int rows, int columns) => new(values, rows, columns, isFinite: true);

    /// <summary>Takes over values that the engine computed of finite ones, and that may be too large.</summary>
    /// <param name="values">N x D, not of the caller.</param>
    /// <param name="rows">N.</param>
    /// <param name="columns">D.</param>
    /// <param name="step">What computed them, for the message: the standardization.</param>
    /// <exception cref="TsneInputException">A value passes the largest single-precision value.</exception>
    internal static PointMatrix FromStep(float[] values, int rows, int columns, string step) =>
        Adopt(values, rows, columns).FiniteAfter(step);

    /// <summary>Copies some rows.</summary>
    /// <param name="rows">At least one.</param>
    internal PointMatrix Pick(ReadOnlySpan<int> rows)
    {
        RowBlocks picked = new(rows.Length, Columns);
        for (int row = 0; row < rows.Length; row++)
        {
            Row(rows[row]).CopyTo(picked.Row(row));
        }

        GC.KeepAlive(this);
        return picked.ToMatrix();
    }

    /// <summary>Copies a two-dimensional array, one row a point.</summary>
    /// <param name="values">N x D.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">A dimension is below 1 or a value is NaN or infinite.</exception>
    public static PointMatrix From(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int rows = values.GetLength(0), columns = values.GetLength(1);
        float[] copy = Allocate(rows, columns);
        System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], copy.Length).CopyTo(copy);
        return new PointMatrix(copy, rows, columns);
    }

    /// <summary>Copies an array of rows, all of one length.</summary>
    /// <param name="values">N rows of D values.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">There is no row, a row is null or of another length, or a value is NaN or infinite.</exception>
    public static PointMatrix From(float[][] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return FromRows(values.Length, row => values[row] ?? throw new ArgumentException($"Row {row} is null.", nameof(values)));
    }

    /// <summary>Copies a list of vectors, all of one length: as embedding generators return them.</summary>
    /// <param name="values">N vectors of D values.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">There is no vector, one has another length, or a value is NaN or infinite.</exception>
    public static PointMatrix From(IReadOnlyList<ReadOnlyMemory<float>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return FromRows(values.Count, row => values[row]);
    }

    /// <summary>Copies a tensor of rank 2, whatever its strides.</summary>
    /// <param name="values">N x D.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">
    /// The rank is not 2, a dimension is below 1 or too large, or a value is NaN or infinite.
    /// </exception>
    public static PointMatrix From(in ReadOnlyTensorSpan<float> values)
    {
        if (values.Rank != 2)
        {
            throw new ArgumentException(
                $"The points must be a tensor of rank 2 (points x dimensions), but its rank is {values.Rank}.", nameof(values));
        }

        nint rows = values.Lengths[0], columns = values.Lengths[1];
        if (rows > int.MaxValue || columns > int.MaxValue)
        {
            throw new ArgumentException($"A {rows} x {columns} tensor is too large for one matrix.", nameof(values));
        }

        float[] copy = Allocate((int)rows, (int)columns);
        values.FlattenTo(copy);
        return new PointMatrix(copy, (int)rows, (int)columns);
    }

    private static PointMatrix FromRows(int rows, Func<int, ReadOnlyMemory<float>> values)
    {
        RequireShape(rows, rows == 0 ? 1 : values(0).Length);
        int columns = values(0).Length;
        float[] copy = Allocate(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlyMemory<float> vector = values(row);
            if (vector.Length != columns)
            {
                throw new ArgumentException($"Row {row} has {vector.Length} values, but row 0 has {columns}.", nameof(values));
            }

            vector.Span.CopyTo(copy.AsSpan(row * columns, columns));
        }

        return new PointMatrix(copy, rows, columns);
    }

    private static float[] Allocate(int rows, int columns)
    {
        RequireShape(rows, columns);
        return GC.AllocateUninitializedArray<float>(rows * columns);
    }

    private static void RequireShape(int rows, int columns)
    {
        if (rows < 1 || columns < 1)
        {
            throw new ArgumentException($"The points need at least one row and one column, but the shape is {rows} x {columns}.");
        }

        if ((long)rows * columns > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{rows} x {columns} values do not fit into one array (at most {Array.MaxLength}); "
                + "reduce the dimensions first, for instance by PCA.");
        }
    }
}
