using System.Buffers.Binary;
using System.IO.Compression;
using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Packs bytes as gzip (RFC 1952), field by field: members, flags, checksums, lengths.</summary>
internal static class GzipBytes
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>One or several members, one of them perhaps empty; a fault in any field.</summary>
    public static byte[] Pack(Dice dice, byte[] content)
    {
        int cut = dice.OneIn(3) ? dice.Below(content.Length + 1) : content.Length;
        byte[] packed = [.. Member(dice, content[..cut]), .. cut < content.Length || dice.OneIn(5) ? Member(dice, content[cut..]) : []];
        return dice.Fault() ? dice.Below(5) switch
        {
            0 => Member(dice, packed),
            1 => [.. packed, .. new byte[dice.Pick(1, 8, 600)]],
            2 => [.. packed, 0x1F, 0x8B],
            3 => [.. packed, .. "more"u8],
            _ => [.. Member(dice, new byte[dice.Pick(1, 100_000, 4_000_000)]), .. packed],
        }
        : packed;
    }

    /// <summary>Bytes by deflate.</summary>
    public static byte[] Deflate(byte[] content)
    {
        if (content.Length == 0)
        {
            // The runtime writes nothing, but deflate has an empty last block.
            return [3, 0];
        }

        using MemoryStream stream = new();
        using (DeflateStream deflate = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>CRC-32 of the zip format.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte value in bytes)
        {
            crc = _table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static byte[] Member(Dice dice, byte[] content)
    {
        byte flags = dice.Pick<byte>(0, 0, 1, 4, 8, 16, 28);
        List<byte> bytes = [0x1F, dice.Or<byte>(0x8B, 0x8C), dice.Or<byte>(8, 0, 7, 9), dice.Or<byte>(flags, 0xE0, 2, 0xFF, 4), 1, 2, 3,
            4, 0, 3];
        if ((flags & 4) != 0)
        {
            bytes.AddRange([dice.Or<byte>(2, 0, 255), 0, (byte)'x', (byte)'y']);
        }

        if ((flags & 8) != 0)
        {
            bytes.AddRange([.. "name.csv"u8, dice.Or<byte>(0, 1)]);
        }

        if ((flags & 16) != 0)
        {
            bytes.AddRange([.. "a comment"u8, 0]);
        }

        byte[] tail = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, (uint)dice.Number(Crc(content)));
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(4), (uint)dice.Number(content.Length));
        return [.. bytes, .. Deflate(content), .. tail];
    }

    private static uint Entry(int value)
    {
        uint entry = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 0 ? entry >> 1 : 0xEDB88320 ^ (entry >> 1);
        }

        return entry;
    }
}
