using System.Numerics;
using System.Text;

namespace BhTsne.IO.Tests.Oracles;

/// <summary>Writes .npy files by the letter of numpy.lib.format, one element at a time.</summary>
internal static class NpyOracle
{
    /// <summary>A whole file.</summary>
    /// <param name="descr">The type, for example "&lt;f4".</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="values">The elements with the last index varying fastest, whatever the order in the file.</param>
    /// <param name="fortran">Whether the file has the first index varying fastest.</param>
    /// <param name="version">1, 2 or 3.</param>
    public static byte[] File(string descr, int[] shape, IReadOnlyList<double> values, bool fortran = false, int version = 1) =>
        [.. Header(
            $"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {Tuple(shape)}, }}",
            version), .. Body(descr, shape, values, fortran)];

    /// <summary>The bytes before the elements, padded to 64.</summary>
    public static byte[] Header(string dictionary, int version = 1)
    {
        int lengthBytes = version == 1 ? 2 : 4;
        int start = 8 + lengthBytes;
        string text = dictionary;
        while ((start + text.Length + 1) % 64 != 0)
        {
            text += " ";
        }

        text += "\n";
        List<byte> bytes = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, (byte)version, 0];
        for (int i = 0; i < lengthBytes; i++)
        {
            bytes.Add((byte)(text.Length >> (8 * i)));
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(text));
        return [.. bytes];
    }

    /// <summary>One element.</summary>
    public static byte[] Element(string descr, double value)
    {
        byte[] littleEndian = descr[1..] switch
        {
            "f2" => Bits(BitConverter.HalfToUInt16Bits((Half)value), 2),
            "f4" => Bits(BitConverter.SingleToUInt32Bits((float)value), 4),
            "f8" => Bits(BitConverter.DoubleToUInt64Bits(value), 8),
            string type => Bits((BigInteger)value & ((BigInteger.One << 64) - 1), type[^1] - '0'),
        };
        return descr[0] == '>' ? [.. littleEndian.Reverse()] : littleEndian;
    }

    private static string Tuple(int[] shape) => shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    private static IEnumerable<byte> Body(string descr, int[] shape, IReadOnlyList<double> values, bool fortran)
    {
        int[] index = new int[shape.Length];
        for (int written = 0; written < values.Count; written++)
        {
            int place = 0;
            for (int dimension = 0; dimension < shape.Length; dimension++)
            {
                place = (place * shape[dimension]) + index[dimension];
            }

            foreach (byte part in Element(descr, values[place]))
            {
                yield return part;
            }

            // Count up the index, from the first dimension or from the last.
            for (int step = 0; step < shape.Length; step++)
            {
                int dimension = fortran ? step : shape.Length - 1 - step;
                if (++index[dimension] < shape[dimension])
                {
                    break;
                }

                index[dimension] = 0;
            }
        }
    }

    private static byte[] Bits(BigInteger value, int size) => [.. Enumerable.Range(0, size).Select(i => (byte)((value >> (8 * i)) & 255))];
}
