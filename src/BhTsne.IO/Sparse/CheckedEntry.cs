using System.IO.Compression;
using BhTsne.IO.Files;

namespace BhTsne.IO.Sparse;

/// <summary>
/// A member of a zip archive that is held to its checksum when its end is reached; <see cref="ZipArchive"/> does not look at it.
/// </summary>
internal sealed class CheckedEntry(ZipArchiveEntry entry) : ForwardStream
{
    private static readonly uint[] Table = MakeTable();

    private readonly Stream _stream = entry.Open();
    private uint _crc = uint.MaxValue;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The bytes are not those that were packed.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = _stream.Read(buffer);
        foreach (byte value in buffer[..read])
        {
            _crc = Table[(byte)(_crc ^ value)] ^ (_crc >> 8);
        }

        return read > 0 || buffer.IsEmpty || ~_crc == entry.Crc32
            ? read
            : throw new InvalidDataException($"The checksum of {entry.FullName} is wrong.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>CRC-32 of a byte, for each byte: the reflected polynomial of the zip format.</summary>
    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
            }

            table[i] = value;
        }

        return table;
    }
}
