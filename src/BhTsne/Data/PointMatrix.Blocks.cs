using System.Numerics.Tensors;
using BhTsne.Data;

namespace BhTsne;

/// <content>Values in several blocks of memory, each of whole rows.</content>
public sealed partial class PointMatrix
{
    /// <summary>Values between two looks at the token: a part of a second even where they are read from a disk.</summary>
    private const int ValuesPerCheck = 1 << 22;

    /// <summary>
    /// Wraps blocks of memory that hold the rows one after the other, for instance more values than one array can hold, or a file that is
    /// mapped. Nothing is copied. The same values in any blocks give the same bits in all that is computed of them.
    /// </summary>
    /// <param name="blocks">
    /// At least one, each of whole rows. All have the same number of rows, but the last may have fewer. Not to be changed while the matrix
    /// is in use.
    /// </param>
    /// <param name="columns">The number of dimensions.</param>
    /// <param name="cancellation">Stops the search for values that are not finite, which reads all of them once.</param>
    /// <returns>A view of the memory as a matrix.</returns>
    /// <exception cref="ArgumentException">
    /// There is no block, a block is empty or ends within a row, a block has another number of rows than the first (the last: more),
    /// there are more rows than an array can have elements, or a value is NaN or infinite.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PointMatrix FromBlocks(
        IReadOnlyList<ReadOnlyMemory<float>> blocks, int columns, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ReadOnlyMemory<float>[] own = [.. blocks];
        RequireBlocks(own, columns);
        long rows = own.Sum(block => (long)block.Length) / columns;
        if (rows > Array.MaxLength)
        {
            throw new ArgumentException($"There are {rows} rows, but a matrix has at most {Array.MaxLength}.", nameof(blocks));
        }

        PointMatrix matrix = new(own, own[0].Length / columns, (int)rows, columns);
        matrix.RequireFinite(cancellation);
        return matrix;
    }

    /// <summary>Takes over blocks that the engine made of finite values, without checks.</summary>
    internal static PointMatrix AdoptBlocks(float[][] blocks, int rows, int columns) =>
        new(Array.ConvertAll(blocks, block => (ReadOnlyMemory<float>)block), blocks[0].Length / columns, rows, columns);

    /// <summary>Rows that follow each other in memory.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="most">How many are wanted; all of them exist.</param>
    /// <returns>Their values; fewer rows where the next ones lie in another block.</returns>
    internal ReadOnlySpan<float> Run(int first, int most)
    {
        if (IsOneBlock)
        {
            return _first.Span.Slice(first * Columns, most * Columns);
        }

        (int block, int place) = Math.DivRem(first, _rowsOfBlock);
        return _blocks[block].Span.Slice(place * Columns, Math.Min(most, _rowsOfBlock - place) * Columns);
    }

    /// <summary>Copies all values, row after row.</summary>
    /// <param name="target">Rows x Columns values.</param>
    internal void CopyTo(Span<float> target)
    {
        foreach (ReadOnlyMemory<float> block in _blocks)
        {
            block.Span.CopyTo(target);
            target = target[block.Length..];
        }

        GC.KeepAlive(this);
    }

    /// <summary>The largest magnitude of a value.</summary>
    internal float LargestMagnitude()
    {
        float largest = 0;
        foreach (ReadOnlyMemory<float> block in _blocks)
        {
            largest = MathF.Max(largest, MathF.Abs(TensorPrimitives.MaxMagnitude(block.Span)));
        }

        GC.KeepAlive(this);
        return largest;
    }

    /// <summary>Refuses values that a step of the engine made too large for single precision.</summary>
    /// <param name="step">What computed them, for the message: the standardization.</param>
    /// <exception cref="TsneInputException">A value passes the largest single-precision value.</exception>
    internal PointMatrix FiniteAfter(string step) => FirstNonFinite(CancellationToken.None) is not { } place ? this
        : throw new TsneInputException(
            $"Row {place.Row} is too large for single precision after {step}: its values, or the numbers of {step}, are huge; "
            + "scale the points down, or use a model of points that are.");

    private static void RequireBlocks(ReadOnlyMemory<float>[] blocks, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (blocks.Length == 0)
        {
            throw new ArgumentException("The points need at least one block of memory.", nameof(blocks));
        }

        int first = blocks[0].Length;
        for (int block = 0; block < blocks.Length; block++)
        {
            int length = blocks[block].Length;
            if (length == 0 || length % columns != 0)
            {
                throw new ArgumentException(
                    $"Block {block} has {length} values; it needs whole rows of {columns} values, at least one.", nameof(blocks));
            }

            if (length > first || (length < first && block < blocks.Length - 1))
            {
                throw new ArgumentException(
                    $"Block {block} has {length / columns} rows, but block 0 has {first / columns}; "
                    + "all need as many, but the last may have fewer.",
                    nameof(blocks));
            }
        }
    }

    private void RequireFinite(CancellationToken cancellation)
    {
        if (FirstNonFinite(cancellation) is { } place)
        {
            throw new ArgumentException(
                $"Row {place.Row}, column {place.Column} is {Row(place.Row)[place.Column]}; every value must be finite.");
        }
    }

    private (int Row, int Column)? FirstNonFinite(CancellationToken cancellation)
    {
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int start = 0; start < _blocks[block].Length; start += ValuesPerCheck)
            {
                cancellation.ThrowIfCancellationRequested();
                int bad = _blocks[block].Span.Slice(start, Math.Min(ValuesPerCheck, _blocks[block].Length - start)).IndexOfAnyNonFinite();
                if (bad >= 0)
                {
                    return ((block * _rowsOfBlock) + ((start + bad) / Columns), (start + bad) % Columns);
                }
            }
        }

        GC.KeepAlive(this);
        return null;
    }
}
