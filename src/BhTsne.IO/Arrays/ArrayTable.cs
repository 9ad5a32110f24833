using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BhTsne.IO.Text;

namespace BhTsne.IO.Arrays;

/// <summary>The points of an array file.</summary>
/// <param name="array">Its elements have not been read; it is closed with the table.</param>
internal sealed class ArrayTable(ArrayFile array) : TableSource(array.File)
{
    private int[]? _features;
    private int[] _kept = [];
    private KeptCells[] _keptCells = [];
    private int? _colorPlace;
    private IrregularCells? _irregular;

    public override int Columns => _features?.Length ?? array.Header.Columns;

    public override IReadOnlyList<KeptCells> Kept => _keptCells;

    public override int? ColorPlace => _colorPlace;

    /// <summary>Whether the rows of the file are the points, as they are.</summary>
    private bool MayBeMapped => _features is null && _kept.Length == 0;

    public override int? KnownRows => array.IsTrusted ? array.Header.Rows : null;

    /// <summary>Chooses which columns are features and which ones are kept; otherwise all are features.</summary>
    /// <param name="options">Name the columns by their numbers; null for all.</param>
    /// <param name="irregular">Collects missing values; null where NaN is a fault.</param>
    /// <exception cref="TableFormatException">A column is not there, or none is left.</exception>
    public void Choose(TableReadOptions? options, IrregularCells? irregular)
    {
        _irregular = irregular;
        if (options is null)
        {
            return;
        }

        if (array.Header.Columns > ArrayFile.LargestUntrusted)
        {
            array.RequireWhole(CancellationToken.None);
        }

        bool[] chosen = ColumnChoice.Features(File, options, null, array.Header.Columns);
        int[] features = [.. Enumerable.Range(0, array.Header.Columns).Where(column => chosen[column])];
        _features = features.Length == array.Header.Columns ? null : features.Length > 0 ? features : throw ColumnChoice.Nothing(File);
        int color = options.Color.Find(File, null, array.Header.Columns, null);
        _kept = ColumnChoice.Kept(File, options, null, array.Header.Columns, color, out _colorPlace);
        _keptCells = [.. _kept.Select(column => new KeptCells($"{column + 1}"))];
        if (!MayBeMapped && !array.Header.FitsOneArray)
        {
            throw PointBuffer.TooLarge(File, array.Header.ShapeText, array.Header.Values);
        }
    }

    public override PointMatrix? Map(MapRule rule, CancellationToken cancellation)
    {
        if (!MayBeMapped || array.Map(rule) is not { } blocks)
        {
            return null;
        }

        try
        {
            return PointMatrix.FromBlocks(blocks, array.Header.Columns, cancellation);
        }
        catch (ArgumentException) when (array.Header.FitsOneArray)
        {
            // A value is not finite. What becomes of it is decided where it is read.
            return null;
        }
        catch (ArgumentException)
        {
            throw NotFinite(blocks, cancellation);
        }
    }

    public override void ReadInto(PointBuffer buffer, CancellationToken cancellation)
    {
        buffer.RequireFit(File, buffer.Rows + (long)array.Header.Rows);
        if (_features is not null || _kept.Length > 0)
        {
            array.RequireWhole(cancellation);
            ReadChosen(buffer.Append(File, array.Header.Rows), cancellation);
        }
        else if (array.Header.FortranOrder)
        {
            array.RequireWhole(cancellation);
            ReadScattered(buffer.Append(File, array.Header.Rows), cancellation);
        }
        else
        {
            ReadInOrder(buffer, cancellation);
        }

        array.RequireEnd();
    }

    private void ReadInOrder(PointBuffer buffer, CancellationToken cancellation)
    {
        for (int done = 0; done < array.Header.Count;)
        {
            ReadOnlySpan<byte> bytes = array.NextChunk(done, cancellation);
            Span<float> singles = buffer.AppendValues(bytes.Length / array.Header.Type.Size);
            array.Header.Type.ToSingles(bytes, singles);
            RequireFinite(singles, bytes, done);
            done += singles.Length;
        }
    }

    private void ReadScattered(Span<float> values, CancellationToken cancellation)
    {
        float[] chunk = new float[ArrayFile.ChunkBytes / array.Header.Type.Size];
        for (int done = 0; done < values.Length;)
        {
            ReadOnlySpan<byte> bytes = array.NextChunk(done, cancellation);
            Span<float> singles = chunk.AsSpan(0, bytes.Length / array.Header.Type.Size);
            array.Header.Type.ToSingles(bytes, singles);
            RequireFinite(singles, bytes, done);
            Scatter(singles, done, values);
            done += singles.Length;
        }
    }

    private void ReadChosen(Span<float> values, CancellationToken cancellation)
    {
        int[] features = new int[array.Header.Columns], keptPlaces = new int[array.Header.Columns];
        Array.Fill(features, _features is null ? 0 : -1);
        Array.Fill(keptPlaces, -1);
        int[] used = _features ?? [.. Enumerable.Range(0, array.Header.Columns)];
        for (int feature = 0; feature < used.Length; feature++)
        {
            features[used[feature]] = feature;
        }

        for (int kept = 0; kept < _kept.Length; kept++)
        {
            keptPlaces[_kept[kept]] = kept;
        }

        float[][] keptNumbers = [.. _kept.Select(_ => new float[array.Header.Rows])];
        float[] chunk = new float[ArrayFile.ChunkBytes / array.Header.Type.Size];
        for (int done = 0; done < array.Header.Count;)
        {
            ReadOnlySpan<byte> bytes = array.NextChunk(done, cancellation);
            Span<float> singles = chunk.AsSpan(0, bytes.Length / array.Header.Type.Size);
            array.Header.Type.ToSingles(bytes, singles);
            for (int i = 0; i < singles.Length; i++)
            {
                (int row, int column) = array.Header.PlaceOf(done + i);
                if (features[column] >= 0)
                {
                    CheckOne(singles[i], bytes[(i * array.Header.Type.Size)..], row, column, features[column]);
                    values[(row * used.Length) + features[column]] = singles[i];
                }

                if (keptPlaces[column] >= 0)
                {
                    keptNumbers[keptPlaces[column]][row] = singles[i];
                }
            }

            done += singles.Length;
        }

        for (int kept = 0; kept < _kept.Length; kept++)
        {
            _keptCells[kept].AddNumbers(keptNumbers[kept]);
        }
    }

    public override void Dispose() => array.Dispose();

    // Consecutive elements of the file are consecutive rows of one column.
    private void Scatter(ReadOnlySpan<float> singles, int first, Span<float> values)
    {
        while (!singles.IsEmpty)
        {
            (int row, int column) = array.Header.PlaceOf(first);
            int run = Math.Min(singles.Length, array.Header.Rows - row);
            for (int i = 0; i < run; i++)
            {
                values[((row + i) * array.Header.Columns) + column] = singles[i];
            }

            first += run;
            singles = singles[run..];
        }
    }

    /// <summary>The fault of values that no array holds: rows of them cannot be left out, nor values be filled.</summary>
    private TableFormatException NotFinite(ReadOnlyMemory<float>[] blocks, CancellationToken cancellation)
    {
        long first = 0;
        foreach (ReadOnlyMemory<float> block in blocks)
        {
            ReadOnlySpan<float> values = block.Span;
            for (int i = 0; i < values.Length; i++)
            {
                if (!float.IsFinite(values[i]))
                {
                    (long row, long column) = Math.DivRem(first + i, array.Header.Columns);
                    string text = array.Header.Type.Format(MemoryMarshal.AsBytes(values.Slice(i, 1)));
                    return float.IsNaN(values[i]) && _irregular is not null
                        ? new(
                            File,
                            $"{text} is a missing value, and the array is too large for rows to be left out or values to be filled; "
                            + "do that before it is saved.",
                            row: row + 1,
                            column: (int)column + 1)
                        : new(File, $"{text} is not a finite number.", row: row + 1, column: (int)column + 1);
                }
            }

            cancellation.ThrowIfCancellationRequested();
            first += values.Length;
        }

        return new(File, "it was changed while it was read.");
    }

    private void RequireFinite(ReadOnlySpan<float> singles, ReadOnlySpan<byte> bytes, int first)
    {
        if (TensorPrimitives.IsFiniteAll(singles))
        {
            return;
        }

        for (int i = 0; i < singles.Length; i++)
        {
            if (!float.IsFinite(singles[i]))
            {
                (int row, int column) = array.Header.PlaceOf(first + i);
                CheckOne(singles[i], bytes[(i * array.Header.Type.Size)..], row, column, column);
            }
        }
    }

    // What is not NaN and not finite is a fault in any case.
    private void CheckOne(float single, ReadOnlySpan<byte> element, int row, int column, int feature)
    {
        if (float.IsFinite(single))
        {
            return;
        }

        bool isMissing = float.IsNaN(single) && _irregular is not null;
        string problem = isMissing ? "is a missing value"
            : array.Header.Type.IsFinite(element) ? "does not fit single precision"
            : "is not a finite number";
        string text = array.Header.Type.Format(element);
        if (!isMissing)
        {
            throw new TableFormatException(File, $"{text} {problem}.", row: row + 1, column: column + 1);
        }

        IrregularColumn cells = _irregular!.Of(feature);
        if (cells.Count(CellKind.Missing))
        {
            IrregularCell cell = new(_irregular.NextOrder, File, null, row + 1, column + 1, null, $"{text} {problem}.");
            cells.Describe(CellKind.Missing, cell with { Member = array.Member });
        }
    }
}
