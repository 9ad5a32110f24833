using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BhTsne.IO.Files;
using BhTsne.IO.Text;

namespace BhTsne.IO.Arrays;

/// <summary>An open .npy or IDX file: the header has been read, the elements have not.</summary>
internal sealed class ArrayFile : TableSource
{
    // A multiple of every element's size, and small enough to stay in the cache between the steps of a chunk.
    private const int ChunkBytes = 1 << 18;

    // 4 MiB of single precision.
    private const int LargestUntrusted = 1 << 20;

    private readonly Stream _source;
    private Stream _stream;
    private bool _isTrusted;
    private byte[] _chunk = [];
    private int[]? _features;
    private int[] _kept = [];
    private KeptCells[] _keptCells = [];
    private int? _colorPlace;
    private IrregularCells? _irregular;

    private ArrayFile(string file, Stream stream, ArrayHeader header, bool lengthIsKnown)
        : base(file)
    {
        (_source, _stream) = (stream, stream);
        Header = header;

        // What a header alone promises is not allocated at once: if it is damaged, the stream ends long before.
        _isTrusted = lengthIsKnown || header.Count <= LargestUntrusted;
    }

    /// <summary>The header.</summary>
    public ArrayHeader Header { get; }

    /// <summary>The member of an archive that it is; null for a file of its own.</summary>
    public string? Member { get; init; }

    public override int Columns => _features?.Length ?? Header.Columns;

    public override IReadOnlyList<KeptCells> Kept => _keptCells;

    public override int? ColorPlace => _colorPlace;

    public override int? KnownRows => _isTrusted ? Header.Rows : null;

    /// <summary>Opens an input and reads the header.</summary>
    /// <exception cref="TableFormatException">The header is faulty, or the input is too short for what it says.</exception>
    public static ArrayFile Open(TableInput input, TableFormat format)
    {
        InputStream stream = input.Open();
        return Open(input.Name, stream, format, () => stream.LongestRemainder);
    }

    /// <summary>Reads the header of an array from a stream, which is closed with the array.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="stream">The array.</param>
    /// <param name="format">.npy or IDX.</param>
    /// <param name="longestRemainder">
    /// How many bytes the stream can still give, at most, once the header is read; <see cref="long.MaxValue"/> where that is not known.
    /// </param>
    /// <param name="member">The member of an archive that it is; null for a file of its own.</param>
    /// <exception cref="TableFormatException">The header is faulty, or the stream is too short for what it says.</exception>
    public static ArrayFile Open(string file, Stream stream, TableFormat format, Func<long> longestRemainder, string? member = null)
    {
        try
        {
            ArrayHeader header = format == TableFormat.Npy ? NpyHeader.Read(file, stream) : IdxHeader.Read(file, stream);

            // Before memory is allocated: a damaged shape must not look like a lack of memory.
            long longest = longestRemainder();
            if (longest < header.ByteCount)
            {
                throw Truncated(file, header, longest / header.Type.Size);
            }

            return new ArrayFile(file, stream, header, longest < long.MaxValue) { Member = member };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

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

        if (Header.Columns > LargestUntrusted)
        {
            RequireWhole(CancellationToken.None);
        }

        bool[] chosen = ColumnChoice.Features(File, options, null, Header.Columns);
        int[] features = [.. Enumerable.Range(0, Header.Columns).Where(column => chosen[column])];
        _features = features.Length == Header.Columns ? null : features.Length > 0 ? features : throw ColumnChoice.Nothing(File);
        int color = options.Color.Find(File, null, Header.Columns, null);
        _kept = ColumnChoice.Kept(File, options, null, Header.Columns, color, out _colorPlace);
        _keptCells = [.. _kept.Select(column => new KeptCells($"{column + 1}"))];
    }

    public override void ReadInto(PointBuffer buffer, CancellationToken cancellation)
    {
        buffer.RequireFit(File, buffer.Rows + (long)Header.Rows);
        if (_features is not null || _kept.Length > 0)
        {
            RequireWhole(cancellation);
            ReadChosen(buffer.Append(File, Header.Rows), cancellation);
        }
        else if (Header.FortranOrder)
        {
            RequireWhole(cancellation);
            ReadScattered(buffer.Append(File, Header.Rows), cancellation);
        }
        else
        {
            ReadInOrder(buffer, cancellation);
        }

        RequireEnd();
    }

    private void ReadInOrder(PointBuffer buffer, CancellationToken cancellation)
    {
        for (int done = 0; done < Header.Count;)
        {
            ReadOnlySpan<byte> bytes = NextChunk(done, cancellation);
            Span<float> singles = buffer.AppendValues(bytes.Length / Header.Type.Size);
            Header.Type.ToSingles(bytes, singles);
            RequireFinite(singles, bytes, done);
            done += singles.Length;
        }
    }

    private void ReadScattered(Span<float> values, CancellationToken cancellation)
    {
        float[] chunk = new float[ChunkBytes / Header.Type.Size];
        for (int done = 0; done < values.Length;)
        {
            ReadOnlySpan<byte> bytes = NextChunk(done, cancellation);
            Span<float> singles = chunk.AsSpan(0, bytes.Length / Header.Type.Size);
            Header.Type.ToSingles(bytes, singles);
            RequireFinite(singles, bytes, done);
            Scatter(singles, done, values);
            done += singles.Length;
        }
    }

    private void ReadChosen(Span<float> values, CancellationToken cancellation)
    {
        int[] features = new int[Header.Columns], keptPlaces = new int[Header.Columns];
        Array.Fill(features, _features is null ? 0 : -1);
        Array.Fill(keptPlaces, -1);
        int[] used = _features ?? [.. Enumerable.Range(0, Header.Columns)];
        for (int feature = 0; feature < used.Length; feature++)
        {
            features[used[feature]] = feature;
        }

        for (int kept = 0; kept < _kept.Length; kept++)
        {
            keptPlaces[_kept[kept]] = kept;
        }

        float[][] keptNumbers = [.. _kept.Select(_ => new float[Header.Rows])];
        float[] chunk = new float[ChunkBytes / Header.Type.Size];
        for (int done = 0; done < Header.Count;)
        {
            ReadOnlySpan<byte> bytes = NextChunk(done, cancellation);
            Span<float> singles = chunk.AsSpan(0, bytes.Length / Header.Type.Size);
            Header.Type.ToSingles(bytes, singles);
            for (int i = 0; i < singles.Length; i++)
            {
                (int row, int column) = Header.PlaceOf(done + i);
                if (features[column] >= 0)
                {
                    CheckOne(singles[i], bytes[(i * Header.Type.Size)..], row, column, features[column]);
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

    /// <summary>Reads all elements of a single column as whole numbers in plain digits.</summary>
    /// <param name="what">What messages call the numbers, for instance <c>labels</c>.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="TableFormatException">There are several columns, or a number is not whole.</exception>
    public string[] ReadWholeNumbers(string what, CancellationToken cancellation)
    {
        if (Header.Columns > 1)
        {
            throw new TableFormatException(File, $"{what} need an array of one dimension, but its shape is {Header.ShapeText}.");
        }

        RequireWhole(cancellation);
        string[] numbers = new string[Header.Count];
        for (int done = 0; done < numbers.Length;)
        {
            ReadOnlySpan<byte> bytes = NextChunk(done, cancellation);
            for (; !bytes.IsEmpty; bytes = bytes[Header.Type.Size..])
            {
                string text = Header.Type.Format(bytes);
                numbers[done++] = Header.Type.IsWhole(bytes)
                    ? text
                    : throw new TableFormatException(File, $"{text} is not a whole number; {what} must be.", row: done);
            }
        }

        RequireEnd();
        return numbers;
    }

    /// <summary>Reads all elements of an array of one dimension as integers from 0 on.</summary>
    /// <typeparam name="T">Wide enough for all numbers below the limit.</typeparam>
    /// <param name="limit">All must be below this.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="TableFormatException">
    /// There are several dimensions, the type is no integer, or a number is out of range.
    /// </exception>
    public T[] ReadIntegers<T>(long limit, CancellationToken cancellation)
        where T : IBinaryInteger<T>
    {
        if (Header.Shape.Count != 1 || !Header.Type.IsInteger)
        {
            throw new TableFormatException(File, Header.Type.IsInteger
                ? $"it needs one dimension, but its shape is {Header.ShapeText}."
                : "it holds numbers with a point; integers are needed here.");
        }

        RequireWhole(cancellation);
        T[] numbers = new T[Header.Count];
        long[] wide = new long[Math.Min(Header.Count, ChunkBytes / Header.Type.Size)];
        for (int done = 0; done < numbers.Length;)
        {
            ReadOnlySpan<byte> bytes = NextChunk(done, cancellation);
            Span<long> chunk = wide.AsSpan(0, bytes.Length / Header.Type.Size);
            Header.Type.ToIntegers(bytes, chunk);
            foreach (long number in chunk)
            {
                if (number < 0 || number >= limit)
                {
                    throw new TableFormatException(File, $"{number} is outside 0 to {limit - 1}.", row: done + 1);
                }

                numbers[done++] = T.CreateTruncating(number);
            }
        }

        RequireEnd();
        return numbers;
    }

    public override void Dispose() => _source.Dispose();

    private static TableFormatException Truncated(string file, ArrayHeader header, long present) => new(file, string.Create(
        CultureInfo.InvariantCulture,
        $"it is truncated: its header promises {header.ShapeText} = {header.Count} values, but no more than {present} are there."));

    // For readers that need memory for all values at once: the values of a stream of unknown length are copied first.
    private void RequireWhole(CancellationToken cancellation)
    {
        if (_isTrusted)
        {
            return;
        }

        ChunkedBuffer copy = ChunkedBuffer.Of(_stream, cancellation, most: Header.ByteCount);
        (_stream, _isTrusted) = copy.Length >= Header.ByteCount
            ? (copy, true)
            : throw Truncated(File, Header, copy.Length / Header.Type.Size);
    }

    // Returns whole elements in the byte order of this machine.
    private Span<byte> NextChunk(int done, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int size = Header.Type.Size;
        _chunk = _chunk.Length > 0 ? _chunk : new byte[ChunkBytes];
        Span<byte> bytes = _chunk.AsSpan(0, (int)Math.Min(ChunkBytes, (Header.Count - done) * (long)size));
        int read = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw Truncated(File, Header, done + (read / size));
        }

        if (Header.BigEndian == BitConverter.IsLittleEndian)
        {
            Swap(bytes, size);
        }

        return bytes;
    }

    private static void Swap(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                Span<ushort> twos = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                Span<uint> fours = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }

    // Consecutive elements of the file are consecutive rows of one column.
    private void Scatter(ReadOnlySpan<float> singles, int first, Span<float> values)
    {
        while (!singles.IsEmpty)
        {
            (int row, int column) = Header.PlaceOf(first);
            int run = Math.Min(singles.Length, Header.Rows - row);
            for (int i = 0; i < run; i++)
            {
                values[((row + i) * Header.Columns) + column] = singles[i];
            }

            first += run;
            singles = singles[run..];
        }
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
                (int row, int column) = Header.PlaceOf(first + i);
                CheckOne(singles[i], bytes[(i * Header.Type.Size)..], row, column, column);
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
            : Header.Type.IsFinite(element) ? "does not fit single precision"
            : "is not a finite number";
        string text = Header.Type.Format(element);
        if (!isMissing)
        {
            throw new TableFormatException(File, $"{text} {problem}.", row: row + 1, column: column + 1);
        }

        IrregularColumn cells = _irregular!.Of(feature);
        if (cells.Count(CellKind.Missing))
        {
            cells.Describe(
                CellKind.Missing,
                new IrregularCell(_irregular.NextOrder, File, null, row + 1, column + 1, null, $"{text} {problem}.") { Member = Member });
        }
    }

    private void RequireEnd()
    {
        if (_stream.ReadByte() >= 0)
        {
            throw new TableFormatException(
                File, $"there are bytes after the end of the array ({Header.ShapeText}); the header and the data do not agree.");
        }
    }
}
