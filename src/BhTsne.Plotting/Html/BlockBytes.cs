using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Html;

/// <summary>Values as the bytes of a block.</summary>
internal static class BlockBytes
{
    /// <summary>
    /// float32, little-endian, in planes: the first byte of every record, then the second of every record, and so on. Bytes that resemble
    /// one another, such as exponents, are then side by side and compress well.
    /// </summary>
    /// <param name="values">The values, record after record.</param>
    /// <param name="perRecord">The number of values of a record.</param>
    public static byte[] Floats(ReadOnlySpan<float> values, int perRecord = 1)
    {
        uint[] bits = MemoryMarshal.Cast<float, uint>(values).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }

        return Planes(MemoryMarshal.AsBytes(bits.AsSpan()), sizeof(float) * perRecord);
    }

    /// <summary>uint16, little-endian, in planes as in <see cref="Floats"/>.</summary>
    /// <param name="values">Values from 0 to 65,535, record after record.</param>
    /// <param name="perRecord">The number of values of a record.</param>
    public static byte[] Shorts(ReadOnlySpan<int> values, int perRecord = 1)
    {
        byte[] bytes = new byte[sizeof(ushort) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(sizeof(ushort) * i), (ushort)values[i]);
        }

        return Planes(bytes, sizeof(ushort) * perRecord);
    }

    /// <summary>Clean texts in UTF-8, with line feeds between them: a clean text has none.</summary>
    public static byte[] Texts(IReadOnlyList<string> texts)
    {
        StringBuilder all = new();
        for (int i = 0; i < texts.Count; i++)
        {
            all.Append(i > 0 ? "\n" : "").Append(PlainText.Clean(texts[i]));
        }

        return Encoding.UTF8.GetBytes(all.ToString());
    }

    private static byte[] Planes(ReadOnlySpan<byte> bytes, int record)
    {
        byte[] planes = new byte[bytes.Length];
        int count = bytes.Length / record;
        for (int i = 0; i < count; i++)
        {
            for (int plane = 0; plane < record; plane++)
            {
                planes[(plane * count) + i] = bytes[(i * record) + plane];
            }
        }

        return planes;
    }
}
