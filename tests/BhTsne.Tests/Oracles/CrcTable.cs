namespace BhTsne.Tests.Oracles;

/// <summary>CRC-32C by its definition: the remainder of the division by the reflected polynomial 0x82F63B78, one byte at a time.</summary>
internal static class CrcTable
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint remainder = ~0u;
        foreach (byte value in bytes)
        {
            remainder = Table[(remainder ^ value) & 0xFF] ^ (remainder >> 8);
        }

        return ~remainder;
    }

    private static uint Entry(int value)
    {
        uint entry = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 1 ? (entry >> 1) ^ 0x82F63B78 : entry >> 1;
        }

        return entry;
    }
}
