using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using BhTsne.IO.Files;

namespace BhTsne.IO.Arrays;

/// <summary>An open .npy or IDX file: the header has been read, the elements are handed out in their order.</summary>
internal sealed class ArrayFile : IDisposable
{
    /// <summary>
    /// The most bytes of a chunk: a multiple of every element's size, and small enough to stay in the cache between its steps.
    /// </summary>
    public const int ChunkBytes = 1 << 18;

    /// <summary>
    /// The most elements for which memory is allocated on the word of a header alone. Beside the element itself, a column that is chosen
    /// takes some 25 bytes: 7 MiB in all.
    /// </summary>
    public const int LargestUntrusted = 1 << 18;

    private readonly Stream _source;
    private Stream _stream;
    private byte[] _chunk = [];
    private FileStream? _plain;

    private ArrayFile(string file, Stream stream, ArrayHeader header, bool lengthIsKnown)
    {
        (File, _source, _stream, Header) = (file, stream, stream, header);

        // What a header alone promises is not allocated at once: if it is damaged, the stream ends long before.
        IsTrusted = lengthIsKnown || header.Values <= LargestUntrusted;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>The header.</summary>
    public ArrayHeader Header { get; }

    /// <summary>The member of an archive that it is; null for a file of its own.</summary>
    public string? Member { get; init; }

    /// <summary>Whether memory for all elements may be allocated: they are there, or few.</summary>
    public bool IsTrusted { get; private set; }

    /// <summary>Opens an input and reads the header.</summary>
    /// <param name="input">The file or stream.</param>
    /// <param name="format">.npy or IDX.</param>
    /// <param name="mayBeMapped">Whether a file may have more elements than one array holds, which can then only be mapped.</param>
    /// <exception cref="TableFormatException">The header is faulty, or the input is too short for what it says.</exception>
    public static ArrayFile Open(TableInput input, TableFormat format, bool mayBeMapped = false)
    {
        InputStream stream = input.Open();
        FileStream? plain = mayBeMapped ? input.PlainFile : null;
        return Open(input.Name, stream, format, () => stream.LongestRemainder, plain: plain);
    }

    /// <summary>Reads the header of an array from a stream, which is closed with the array.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="stream">The array.</param>
    /// <param name="format">.npy or IDX.</param>
    /// <param name="longestRemainder">
    /// How many bytes the stream can still give, at most, once the header is read; <see cref="long.MaxValue"/> where that is not known.
    /// </param>
    /// <param name="member">The member of an archive that it is; null for a file of its own.</param>
    /// <param name="plain">The file on a disk whose bytes the stream gives; null for none, or where it is not to be mapped.</param>
    /// <exception cref="TableFormatException">The header is faulty, or the stream is too short for what it says.</exception>
    public static ArrayFile Open(
        string file, Stream stream, TableFormat format, Func<long> longestRemainder, string? member = null, FileStream? plain = null)
    {
        try
        {
            ArrayHeader header = format == TableFormat.Npy
                ? NpyHeader.Read(file, stream, mayBeMapped: plain is not null)
                : IdxHeader.Read(file, stream);

            // Before memory is allocated: a damaged shape must not look like a lack of memory.
            long longest = longestRemainder();
            if (longest < header.ByteCount)
            {
                throw Truncated(file, header, longest / header.Type.Size);
            }

            return new ArrayFile(file, stream, header, longest < long.MaxValue) { Member = member, _plain = plain };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Maps the elements, which are as many bytes as follow the header, in blocks of whole rows. None is read.</summary>
    /// <returns>Null where the file is to be read: it is small, no plain file, or its elements do not stand there as in memory.</returns>
    /// <exception cref="TableFormatException">There are bytes after the last element.</exception>
    public ReadOnlyMemory<float>[]? Map(MapRule rule)
    {
        if (_plain is null || _source is not InputStream { ExactRemainder: { } present } input || !Header.IsAsInMemory
            || Header.ByteCount < rule.FewestBytes || input.Consumed % sizeof(float) != 0)
        {
            return null;
        }

        if (present > Header.ByteCount)
        {
            throw TooLong();
        }

        bool isOne = Header.Values <= rule.MostOfOnlyBlock;
        int rows = isOne ? Header.Rows : Math.Max(1, rule.MostOfBlock / Header.Columns);
        try
        {
            return MappedFloats.Map(_plain, input.Consumed, Header.Rows, Header.Columns, rows);
        }
        catch (IOException) when (Header.FitsOneArray)
        {
            // Some file systems cannot map a file, but all can read it.
            return null;
        }
    }

    /// <summary>
    /// For readers that need memory for all elements at once: those of a stream of unknown length are copied first.
    /// </summary>
    /// <exception cref="TableFormatException">The stream ends before.</exception>
    public void RequireWhole(CancellationToken cancellation)
    {
        if (IsTrusted)
        {
            return;
        }

        ChunkedBuffer copy = ChunkedBuffer.Of(_stream, cancellation, most: Header.ByteCount);
        (_stream, IsTrusted) = copy.Length >= Header.ByteCount
            ? (copy, true)
            : throw Truncated(File, Header, copy.Length / Header.Type.Size);
    }

    /// <summary>The next whole elements, in the byte order of this machine.</summary>
    /// <param name="done">How many elements were handed out before.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>Valid up to the next call.</returns>
    /// <exception cref="TableFormatException">The stream ends before.</exception>
    public Span<byte> NextChunk(int done, CancellationToken cancellation)
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

    /// <summary>Refuses bytes after the last element.</summary>
    /// <exception cref="TableFormatException">There are some.</exception>
    public void RequireEnd()
    {
        if (_stream.ReadByte() >= 0)
        {
            throw TooLong();
        }
    }

    public void Dispose() => _source.Dispose();

    private static TableFormatException Truncated(string file, ArrayHeader header, long present) => new(file, string.Create(
        CultureInfo.InvariantCulture,
        $"it is truncated: its header promises {header.ShapeText} = {header.Values} values, but no more than {present} are there."));

    private TableFormatException TooLong() =>
        new(File, $"there are bytes after the end of the array ({Header.ShapeText}); the header and the data do not agree.");

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
}
