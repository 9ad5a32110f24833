using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace BhTsne.Files;

/// <summary>
/// CRC-32C (Castagnoli, reflected, as in iSCSI), which processors compute: every change of up to 32 bits in a row is found.
/// </summary>
internal struct Checksum
{
    private uint _remainder = uint.MaxValue;

    /// <summary>Begins with no bytes.</summary>
    public Checksum()
    {
    }

    /// <summary>The checksum of the bytes so far.</summary>
    public readonly uint Value => ~_remainder;

    /// <summary>Takes in bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint remainder = _remainder;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            remainder = BitOperations.Crc32C(remainder, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte value in bytes[(words.Length * sizeof(ulong))..])
        {
            remainder = BitOperations.Crc32C(remainder, value);
        }

        _remainder = remainder;
    }
}
