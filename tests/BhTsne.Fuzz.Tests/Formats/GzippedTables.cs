using System.IO.Compression;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Tables that are gzipped: faults in what packs them, and in what is packed.</summary>
internal sealed class GzippedTables(TableFormat format) : DenseTables($"{format.Name}.gz", format)
{
    /// <summary>Deflate makes no more than this of a byte.</summary>
    public const long Expansion = 1032;

    private readonly DenseTables _inner = format == TableFormat.Npy ? new NpyArrays() : new TextTables(format);

    public override string Ending => base.Ending + ".gz";

    public override long BytesPerByte => 64 * Expansion;

    public override byte[] Make(Dice dice) => GzipBytes.Pack(dice, _inner.Make(dice));

    /// <summary>The runtime unpacks as many bytes.</summary>
    protected override void CheckShape(ReadOnlySpan<byte> file, int rows, int columns)
    {
        if (!file.StartsWith<byte>([0x1F, 0x8B]))
        {
            return; // The content says whether a stream is gzipped.
        }

        using GZipStream gzip = new(new MemoryStream(file.ToArray()), CompressionMode.Decompress);
        long length = 0;
        for (byte[] buffer = new byte[1 << 16]; gzip.Read(buffer) is > 0 and int read; length += read)
        {
        }

        FuzzFault.Unless(length >= (2L * rows * columns) - 1 || Format == TableFormat.Npy, $"{length} bytes were read as {rows} rows");
    }
}
