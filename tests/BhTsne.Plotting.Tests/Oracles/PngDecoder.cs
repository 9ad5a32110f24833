using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BhTsne.Plotting.Tests.Oracles;

/// <summary>A PNG read by the text of its standard: chunks with their checksums, then rows with their filters undone.</summary>
internal sealed class PngDecoder
{
    private readonly byte[] _pixels;

    public PngDecoder(byte[] file)
    {
        Assert.Equal("89-50-4E-47-0D-0A-1A-0A", BitConverter.ToString(file[..8]));
        MemoryStream data = new();
        List<string> types = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string type = Encoding.ASCII.GetString(file, at + 4, 4);
            byte[] body = file[(at + 8)..(at + 8 + length)];
            Assert.Equal(Crc(file[(at + 4)..(at + 8 + length)]), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            types.Add(type);
            at += 12 + length;
            if (type == "IHDR")
            {
                Width = BinaryPrimitives.ReadInt32BigEndian(body);
                Height = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4));
                Assert.Equal(8, body[8]);
                Channels = body[9] switch { 2 => 3, 6 => 4, _ => throw new InvalidDataException($"Colour type {body[9]}.") };
                Assert.Equal(new byte[3], body[10..]);
            }
            else if (type == "pHYs")
            {
                Assert.Equal(BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4)));
                Assert.Equal(1, body[8]);
                PixelsPerMetre = BinaryPrimitives.ReadInt32BigEndian(body);
            }
            else if (type == "IDAT")
            {
                data.Write(body);
            }
        }

        Assert.Equal("IHDR", types[0]);
        Assert.Equal("IEND", types[^1]);
        Assert.True(types.IndexOf("pHYs") < types.IndexOf("IDAT"));
        data.Position = 0;
        using ZLibStream inflated = new(data, CompressionMode.Decompress);
        _pixels = Unfilter(inflated);
        Assert.Equal(-1, inflated.ReadByte());
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public int PixelsPerMetre { get; }

    /// <summary>How many rows have each filter.</summary>
    public int[] Filters { get; } = new int[5];

    public byte this[int x, int y, int channel] => _pixels[(((y * Width) + x) * Channels) + channel];

    public (byte R, byte G, byte B) At(int x, int y) => (this[x, y, 0], this[x, y, 1], this[x, y, 2]);

    private byte[] Unfilter(Stream rows)
    {
        int length = Width * Channels;
        byte[] pixels = new byte[length * Height];
        byte[] row = new byte[length + 1];
        for (int y = 0; y < Height; y++)
        {
            rows.ReadExactly(row);
            Filters[row[0]]++;
            for (int i = 0; i < length; i++)
            {
                int a = i >= Channels ? pixels[(y * length) + i - Channels] : 0;
                int b = y > 0 ? pixels[((y - 1) * length) + i] : 0;
                int c = i >= Channels && y > 0 ? pixels[((y - 1) * length) + i - Channels] : 0;
                int p = a + b - c;
                int[] distances = [Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c)];
                int predictor = row[0] switch
                {
                    0 => 0,
                    1 => a,
                    2 => b,
                    3 => (a + b) >> 1,
                    4 => new[] { a, b, c }[Array.IndexOf(distances, distances.Min())],
                    _ => throw new InvalidDataException($"Filter {row[0]}."),
                };
                pixels[(y * length) + i] = (byte)((row[i + 1] + predictor) % 256);
            }
        }

        return pixels;
    }

    /// <summary>The remainder of the polynomial, bit by bit.</summary>
    private static uint Crc(byte[] data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                uint low = (crc ^ (uint)(value >> bit)) & 1;
                crc = (crc >> 1) ^ (low * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
