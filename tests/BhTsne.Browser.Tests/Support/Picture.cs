using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BhTsne.Browser.Tests.Support;

/// <summary>The pixels of a screenshot. Reads PNG files with 8 bits for each of three or four channels, without interlacing.</summary>
internal sealed class Picture
{
    private readonly byte[] _rgba;

    private Picture(int width, int height, byte[] rgba) => (Width, Height, _rgba) = (width, height, rgba);

    public int Width { get; }

    public int Height { get; }

    /// <summary>The colour of a pixel.</summary>
    public (byte Red, byte Green, byte Blue, byte Alpha) this[int x, int y]
    {
        get
        {
            int at = 4 * ((y * Width) + x);
            return (_rgba[at], _rgba[at + 1], _rgba[at + 2], _rgba[at + 3]);
        }
    }

    /// <summary>The number of pixels that are not transparent.</summary>
    public int Painted => Enumerable.Range(0, Width * Height).Count(i => _rgba[(4 * i) + 3] > 0);

    /// <summary>The number of pixels that differ from those of a picture of the same size.</summary>
    public int Differences(Picture other)
    {
        Assert.Equal((Width, Height), (other.Width, other.Height));
        return Enumerable.Range(0, Width * Height).Count(i => !_rgba.AsSpan(4 * i, 4).SequenceEqual(other._rgba.AsSpan(4 * i, 4)));
    }

    /// <summary>
    /// The middles of connected spots of painted pixels, weighted by their opacity, in pixels from the upper left corner.
    /// </summary>
    public IReadOnlyList<Spot> Spots()
    {
        bool[] seen = new bool[Width * Height];
        List<Spot> spots = [];
        for (int i = 0; i < seen.Length; i++)
        {
            if (!seen[i] && _rgba[(4 * i) + 3] > 0)
            {
                spots.Add(Fill(i, seen));
            }
        }

        return spots;
    }

    /// <summary>Decodes a PNG file.</summary>
    public static Picture Decode(ReadOnlySpan<byte> png)
    {
        const int Signature = 8;
        int width = 0, height = 0, channels = 0;
        using MemoryStream packed = new();
        for (int at = Signature; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            string kind = Encoding.ASCII.GetString(png.Slice(at + 4, 4));
            ReadOnlySpan<byte> chunk = png.Slice(at + 8, length);
            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(chunk), BinaryPrimitives.ReadInt32BigEndian(chunk[4..]));
                channels = (chunk[8], chunk[9], chunk[12]) switch
                {
                    (8, 2, 0) => 3,
                    (8, 6, 0) => 4,
                    _ => throw new NotSupportedException("The screenshot is no PNG of 8 bits in RGB or RGBA."),
                };
            }
            else if (kind == "IDAT")
            {
                packed.Write(chunk);
            }

            at += 12 + length;
        }

        packed.Position = 0;
        using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
        return new Picture(width, height, Rows(unpacked, width, height, channels));
    }

    private static byte[] Rows(Stream stream, int width, int height, int channels)
    {
        byte[] rgba = new byte[4 * width * height], row = new byte[width * channels], above = new byte[width * channels];
        for (int y = 0; y < height; y++)
        {
            int filter = stream.ReadByte();
            stream.ReadExactly(row);
            for (int i = 0; i < row.Length; i++)
            {
                int left = i >= channels ? row[i - channels] : 0, corner = i >= channels ? above[i - channels] : 0;
                row[i] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    _ => Paeth(left, above[i], corner),
                });
            }

            for (int x = 0; x < width; x++)
            {
                row.AsSpan(x * channels, channels).CopyTo(rgba.AsSpan(4 * ((y * width) + x)));
                rgba[(4 * ((y * width) + x)) + 3] = channels == 4 ? row[(x * channels) + 3] : byte.MaxValue;
            }

            (row, above) = (above, row);
        }

        return rgba;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner;
        (int a, int b, int c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private Spot Fill(int start, bool[] seen)
    {
        Stack<int> open = new([start]);
        seen[start] = true;
        double weight = 0, x = 0, y = 0;
        int pixels = 0;
        while (open.TryPop(out int at))
        {
            (int row, int column) = (at / Width, at % Width);
            double alpha = _rgba[(4 * at) + 3];
            (weight, x, y, pixels) = (weight + alpha, x + (alpha * (column + 0.5)), y + (alpha * (row + 0.5)), pixels + 1);
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    int next = ((row + dy) * Width) + column + dx;
                    bool inside = row + dy >= 0 && row + dy < Height && column + dx >= 0 && column + dx < Width;
                    if (inside && !seen[next] && _rgba[(4 * next) + 3] > 0)
                    {
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }
        }

        return new Spot(x / weight, y / weight, pixels);
    }
}

/// <summary>A connected spot in a picture.</summary>
/// <param name="X">Its middle, in pixels from the left.</param>
/// <param name="Y">Its middle, in pixels from the top.</param>
/// <param name="Pixels">Their number.</param>
internal readonly record struct Spot(double X, double Y, int Pixels);
