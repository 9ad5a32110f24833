using BhTsne.IO.Arrays;

namespace BhTsne.IO.Files;

/// <summary>Finds the format of a content by its first bytes.</summary>
internal static class FormatSniffer
{
    // Longer than the header of most tables.
    private const int LongestFirstLine = 1 << 14;

    /// <summary>Finds the format.</summary>
    /// <param name="name">What messages call the input.</param>
    /// <param name="content">The content, unpacked; nothing is taken from it.</param>
    /// <param name="contents">What is to be read.</param>
    /// <exception cref="TableFormatException">It is empty, or of no known format.</exception>
    public static TableFormat Find(string name, InputStream content, TableContents contents)
    {
        ReadOnlySpan<byte> start = content.Peek(16);
        if (start.IsEmpty)
        {
            throw new TableFormatException(name, "it is empty.");
        }

        if (start.StartsWith(NpyHeader.Magic))
        {
            return TableFormat.Npy;
        }

        if (start.Length > 4 && IdxHeader.IsMagic(start))
        {
            return TableFormat.Idx;
        }

        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return TableFormat.Npz;
        }

        if (start.StartsWith("%%MatrixMarket"u8))
        {
            return TableFormat.MatrixMarket;
        }

        ReadOnlySpan<byte> line = FirstLine(content);
        return !IsTable(line) ? throw new TableFormatException(name, $"the format is unknown. What can be read: {Readable}.")
            : contents == TableContents.Labels ? TableFormat.Text
            : line.Contains((byte)'\t') && !line.Contains((byte)',') ? TableFormat.Tsv
            : TableFormat.Csv;
    }

    /// <summary>Refuses what begins as no text does, where the name of the file or the caller says that it is text.</summary>
    /// <param name="name">What messages call the input.</param>
    /// <param name="content">The content, unpacked; nothing is taken from it.</param>
    /// <exception cref="TableFormatException">It is something else, which the message names.</exception>
    public static void RequireText(string name, InputStream content)
    {
        ReadOnlySpan<byte> start = content.Peek(16);
        string? kind = start.StartsWith("PK\u0003\u0004"u8) ? "it is a zip archive, and no text; unpack it, or name it .npz if it is one."
            : start.StartsWith(NpyHeader.Magic) ? "it is an array of NumPy, and no text; name it .npy."
            : start.Contains((byte)0) && !IsUtf16(start) ? "it is no text: there is a zero byte among its first bytes."
            : null;
        if (kind is not null)
        {
            throw new TableFormatException(name, kind);
        }
    }

    private static string Readable => TableFormat.DescribeReadable(TableContents.Points | TableContents.SparsePoints);

    private static ReadOnlySpan<byte> FirstLine(InputStream content)
    {
        for (int length = 256; ; length *= 2)
        {
            ReadOnlySpan<byte> start = content.Peek(length);
            int end = start.IndexOf((byte)'\n');
            if (end >= 0 || start.Length < length || length >= LongestFirstLine)
            {
                return end >= 0 ? start[..end] : start;
            }
        }
    }

    /// <summary>Whether a text begins with the byte order mark of UTF-16.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF]);

    /// <summary>
    /// Whether bytes may be the text of a table. Programs' own formats have control characters; markup and JSON have their brackets.
    /// </summary>
    private static bool IsTable(ReadOnlySpan<byte> line)
    {
        if (IsUtf16(line))
        {
            return true;
        }

        ReadOnlySpan<byte> text = (line.StartsWith("\uFEFF"u8) ? line[3..] : line).TrimStart(" \t\r"u8);
        return !text.ContainsAnyInRange((byte)0x00, (byte)0x08)
            && !text.ContainsAnyInRange((byte)0x0E, (byte)0x1F)
            && (text.IsEmpty || text[0] is not ((byte)'<' or (byte)'{' or (byte)'['));
    }
}
