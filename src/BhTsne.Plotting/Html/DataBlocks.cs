using System.IO.Compression;

namespace BhTsne.Plotting.Html;

/// <summary>
/// The bulk of a page's data. Each block is compressed (deflate, without a header) and stands in base64 on a line of its own; the facts of
/// the page say which block holds what.
/// </summary>
internal sealed class DataBlocks
{
    private readonly List<Func<byte[]>> all = [];

    /// <summary>Takes a block.</summary>
    /// <param name="bytes">Makes its bytes when they are written, so that not all blocks are in memory at once.</param>
    /// <returns>The number of the block.</returns>
    public int Add(Func<byte[]> bytes)
    {
        all.Add(bytes);
        return all.Count - 1;
    }

    /// <summary>Writes all blocks in their order.</summary>
    public void Write(TextWriter writer)
    {
        for (int i = 0; i < all.Count; i++)
        {
            writer.Write(i > 0 ? "\n" : "");
            WriteBase64(writer, Compress(all[i]()));
        }
    }

    private static ReadOnlySpan<byte> Compress(byte[] bytes)
    {
        MemoryStream compressed = new();
        using (DeflateStream deflate = new(compressed, CompressionLevel.Optimal))
        {
            deflate.Write(bytes);
        }

        return compressed.TryGetBuffer(out ArraySegment<byte> buffer) ? buffer : compressed.ToArray();
    }

    private static void WriteBase64(TextWriter writer, ReadOnlySpan<byte> bytes)
    {
        const int Chunk = 3 << 12; // Whole groups of three bytes: the chunks join without padding.
        Span<char> text = stackalloc char[4 << 12];
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> chunk = bytes[..Math.Min(Chunk, bytes.Length)];
            Convert.TryToBase64Chars(chunk, text, out int length);
            writer.Write(text[..length]);
            bytes = bytes[chunk.Length..];
        }
    }
}
