using System.Buffers.Binary;
using System.IO.Compression;

namespace BhTsne.Plotting.Png;

/// <summary>Writes an image as a PNG (ISO/IEC 15948) of 8 bits for each channel, not interlaced.</summary>
internal static class PngFile
{
    /// <summary>Pixels of a metre at 96 pixels of an inch.</summary>
    private const double PixelsPerMetre = 96 / 0.0254;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcOfByte = [.. Enumerable.Range(0, 256).Select(value => CrcOf((uint)value))];

    /// <summary>Writes a file.</summary>
    /// <param name="output">Receives it; left open.</param>
    /// <param name="image">The pixels.</param>
    /// <param name="scale">How many pixels there are for each of 96 in an inch.</param>
    public static void Write(Stream output, PixelImage image, double scale)
    {
        output.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8; // Bits of a channel.
        header[9] = (byte)(image.HasAlpha ? 6 : 2);
        WriteChunk(output, "IHDR"u8, header);

        byte[] density = new byte[9];
        int perMetre = (int)Math.Round(PixelsPerMetre * scale);
        BinaryPrimitives.WriteInt32BigEndian(density, perMetre);
        BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), perMetre);
        density[8] = 1; // The unit is the metre.
        WriteChunk(output, "pHYs"u8, density);

        using MemoryStream data = new();
        using (ZLibStream compressed = new(data, CompressionLevel.Optimal, true))
        {
            WriteRows(compressed, image);
        }

        WriteChunk(output, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(output, "IEND"u8, []);
    }

    /// <summary>Each row in the filter whose values are smallest in sum, which compresses well.</summary>
    private static void WriteRows(Stream compressed, PixelImage image)
    {
        int length = image.Width * image.Channels;
        byte[] above = new byte[length];
        byte[][] filtered = [.. Enumerable.Range(0, RowFilters.Count).Select(_ => new byte[length + 1])];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Row(y);
            int best = 0;
            long least = long.MaxValue;
            for (int filter = 0; filter < RowFilters.Count; filter++)
            {
                filtered[filter][0] = (byte)filter;
                long size = RowFilters.Apply(filter, row, above, image.Channels, filtered[filter].AsSpan(1));
                if (size < least)
                {
                    (best, least) = (filter, size);
                }
            }

            compressed.Write(filtered[best]);
            row.CopyTo(above);
        }
    }

    private static void WriteChunk(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        output.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            crc = CrcOfByte[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint CrcOf(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
