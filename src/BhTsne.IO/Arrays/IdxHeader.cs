using System.Buffers.Binary;

namespace BhTsne.IO.Arrays;

/// <summary>
/// The header of an IDX file, the format of the MNIST digits: two zero bytes, a type, the number of dimensions, their lengths.
/// </summary>
internal static class IdxHeader
{
    /// <summary>Whether a file starts as an IDX file does.</summary>
    /// <param name="start">At least four bytes.</param>
    public static bool IsMagic(ReadOnlySpan<byte> start) => start[0] == 0 && start[1] == 0 && TypeOf(start[2]) is not null && start[3] > 0;

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    /// <exception cref="TableFormatException">It is not an IDX header.</exception>
    public static ArrayHeader Read(string file, Stream stream)
    {
        Span<byte> start = stackalloc byte[4];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
        {
            throw new TableFormatException(file, "it is empty or ends before an IDX header.");
        }

        if (start[0] != 0 || start[1] != 0)
        {
            throw new TableFormatException(file, "it does not start as an IDX file does (bad magic bytes).");
        }

        NumberType type = TypeOf(start[2]) ?? throw new TableFormatException(
            file,
            $"the IDX type is 0x{start[2]:X2}, which is unknown. Supported are 0x08 (unsigned byte), 0x09 (signed byte), 0x0B "
                + "(short), 0x0C (int), 0x0D (float) and 0x0E (double).");
        Span<byte> lengths = stackalloc byte[4 * start[3]];
        if (stream.ReadAtLeast(lengths, lengths.Length, throwOnEndOfStream: false) < lengths.Length)
        {
            throw new TableFormatException(file, "it ends inside the IDX header.");
        }

        long[] shape = new long[start[3]];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(lengths[(4 * i)..]);
        }

        return new ArrayHeader(type, BigEndian: true, FortranOrder: false, shape).Validated(file);
    }

    private static NumberType? TypeOf(byte code) => code switch
    {
        0x08 => NumberType<byte>.Instance,
        0x09 => NumberType<sbyte>.Instance,
        0x0B => NumberType<short>.Instance,
        0x0C => NumberType<int>.Instance,
        0x0D => NumberType<float>.Instance,
        0x0E => NumberType<double>.Instance,
        _ => null,
    };
}
