using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace BhTsne.Benchmarks.Support;

/// <summary>NumPy arrays of one or two dimensions that this class wrote itself: little-endian, C order, version 1.</summary>
public static partial class NpyFile
{
    private const int Alignment = 64;
    private const int Preamble = 10;

    /// <summary>Writes an array, completely or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">All elements, row after row.</param>
    /// <param name="columns">The length of a row; 0 for an array of one dimension.</param>
    public static void Write<T>(string path, ReadOnlyMemory<T> values, int columns = 0)
        where T : unmanaged, INumber<T>
    {
        string shape = columns == 0 ? $"({values.Length},)" : $"({values.Length / columns}, {columns})";
        string header = $"{{'descr': '{TypeOf<T>()}', 'fortran_order': False, 'shape': {shape}, }}";
        int length = ((Preamble + header.Length + 1 + Alignment - 1) / Alignment * Alignment) - Preamble;
        AtomicFile.Write(path, stream =>
        {
            stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8)]);
            stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
            for (int start = 0; start < values.Length; start += 1 << 20)
            {
                stream.Write(MemoryMarshal.AsBytes(values.Span[start..Math.Min(start + (1 << 20), values.Length)]));
            }
        });
    }

    /// <summary>Reads an array that <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="padding">Zero elements to have beyond the last.</param>
    /// <exception cref="InvalidDataException">It is of another type.</exception>
    public static T[] Read<T>(string path, int padding = 0)
        where T : unmanaged, INumber<T>
    {
        using FileStream stream = File.OpenRead(path);
        byte[] preamble = new byte[Preamble];
        stream.ReadExactly(preamble);
        byte[] text = new byte[preamble[8] | (preamble[9] << 8)];
        stream.ReadExactly(text);
        string header = Encoding.ASCII.GetString(text);
        if (!header.Contains($"'{TypeOf<T>()}'", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} does not hold {TypeOf<T>()}: {header.Trim()}");
        }

        long count = 1;
        foreach (Match length in Lengths().Matches(header[header.IndexOf('(', StringComparison.Ordinal)..]))
        {
            count *= long.Parse(length.Value, CultureInfo.InvariantCulture);
        }

        T[] values = new T[count + padding];
        for (int start = 0; start < count; start += 1 << 20)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, (int)Math.Min(1 << 20, count - start))));
        }

        return values;
    }

    private static string TypeOf<T>() => default(T) switch
    {
        float => "<f4",
        int => "<i4",
        long => "<i8",
        _ => throw new NotSupportedException($"{typeof(T)} is not supported here."),
    };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Lengths();
}
