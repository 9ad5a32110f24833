namespace BhTsne.IO.Files;

/// <summary>Opens files for reading once from the front, gzipped or not.</summary>
internal static class InputFile
{
    /// <summary>Opens a file; what is inside when its name ends in .gz.</summary>
    /// <remarks>The stream has no buffer to speak of: read it in large pieces. A damaged gzip file shows as <see cref="TableFormatException"/> while reading.</remarks>
    public static Stream Open(string path)
    {
        FileStream file = new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        return FileFormats.IsGzipName(path) ? new GzipInput(path, file) : file;
    }

    /// <summary>The most bytes that a stream from <see cref="Open"/> can still give, known before it is read.</summary>
    /// <returns>Exact for a plain file; for gzip a bound, since deflate never expands by more than 1032.</returns>
    public static long LongestRemainder(Stream stream) =>
        stream is GzipInput gzip ? checked(gzip.CompressedLength * 1032) : stream.Length - stream.Position;
}
