using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BhTsne.IO.Arrays;

/// <summary>The header of a NumPy array file, versions 1 to 3 (numpy.lib.format).</summary>
internal static partial class NpyHeader
{
    private const string Supported = "float16, float32, float64, bool, int8 to int64 and uint8 to uint64, little- or big-endian";

    // A header is some hundred bytes; more means that the length is damaged. All versions may have what the first one may.
    private const int LongestHeader = (1 << 16) - 1;

    /// <summary>The first bytes of every file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="stream">The array.</param>
    /// <param name="mayBeMapped">Whether there may be more elements than one array holds, where they can be mapped.</param>
    /// <exception cref="TableFormatException">It is not a header of a numeric array.</exception>
    public static ArrayHeader Read(string file, Stream stream, bool mayBeMapped = false)
    {
        string text = ReadText(file, stream);
        Match descr = Descr().Match(text), order = Order().Match(text), shape = Shape().Match(text);
        if (!descr.Success || !order.Success || !shape.Success)
        {
            throw new TableFormatException(file, "the .npy header does not name descr, fortran_order and shape.");
        }

        (NumberType type, bool bigEndian) = TypeOf(file, descr.Groups["type"].Value);
        List<long> lengths = Lengths(file, shape.Groups["shape"].Value);
        return new ArrayHeader(type, bigEndian, order.Groups["order"].Value == "True", lengths).Validated(file, mayBeMapped);
    }

    private static string ReadText(string file, Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        Fill(file, stream, start[..8], "it is empty or ends before a .npy header.");
        if (!start.StartsWith(Magic))
        {
            throw new TableFormatException(file, start[0] == 0x80
                ? "it is a Python pickle, not a .npy array."
                : "it does not start as a .npy array does (bad magic bytes).");
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw new TableFormatException(file, $"its .npy version is {version}; versions 1 to 3 can be read.");
        }

        int lengthBytes = version == 1 ? 2 : 4;
        Fill(file, stream, start.Slice(8, lengthBytes), "it ends inside the .npy header.");
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > LongestHeader)
        {
            throw new TableFormatException(file, $"its .npy header claims to be {length} bytes long; the file is damaged.");
        }

        byte[] text = new byte[length];
        Fill(file, stream, text, "it ends inside the .npy header.");
        return (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text);
    }

    private static void Fill(string file, Stream stream, Span<byte> bytes, string otherwise)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new TableFormatException(file, otherwise);
        }
    }

    private static (NumberType Type, bool BigEndian) TypeOf(string file, string descr)
    {
        bool bigEndian = descr[0] == '>' || (descr[0] == '=' && !BitConverter.IsLittleEndian);
        NumberType? type = descr.TrimStart('<', '>', '=', '|') switch
        {
            "f2" => NumberType<Half>.Instance,
            "f4" => NumberType<float>.Instance,
            "f8" => NumberType<double>.Instance,
            "b1" or "u1" => NumberType<byte>.Instance,
            "u2" => NumberType<ushort>.Instance,
            "u4" => NumberType<uint>.Instance,
            "u8" => NumberType<ulong>.Instance,
            "i1" => NumberType<sbyte>.Instance,
            "i2" => NumberType<short>.Instance,
            "i4" => NumberType<int>.Instance,
            "i8" => NumberType<long>.Instance,
            _ => null,
        };
        string kind = descr.EndsWith('O') ? "Python objects (a pickle)" : $"the type {descr}";
        return (
            type ?? throw new TableFormatException(file, $"the array holds {kind}, which cannot be read. Supported are {Supported}."),
            bigEndian);
    }

    private static List<long> Lengths(string file, string shape)
    {
        List<long> lengths = [];
        foreach (string part in shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Python 2 wrote long integers as 3L.
            if (!long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out long length))
            {
                throw new TableFormatException(file, $"the shape ({shape}) in the .npy header is not a list of lengths.");
            }

            lengths.Add(length);
        }

        return lengths;
    }

    // A structured type is a list; it is captured whole to be named in the message.
    [GeneratedRegex("""['"]descr['"]\s*:\s*(['"](?<type>[^'"]+)['"]|(?<type>\[.*?\])\s*,\s*['"])""", RegexOptions.Singleline)]
    private static partial Regex Descr();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<order>True|False)""")]
    private static partial Regex Order();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<shape>[^)]*)\)""")]
    private static partial Regex Shape();
}
