using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Support;

/// <summary>How the bytes of a case come to a reader.</summary>
internal sealed class Delivery : IDisposable
{
    private const string StreamName = "the case";

    private Delivery(byte[] bytes, CountingStream? stream, string? path) => (Bytes, Stream, Path) = (bytes, stream, path);

    /// <summary>The bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The stream; null for a file.</summary>
    public CountingStream? Stream { get; }

    /// <summary>The file; null for a stream.</summary>
    public string? Path { get; }

    /// <summary>What messages must begin with; a reader of models calls every stream the same.</summary>
    public string Name => Path ?? StreamName;

    /// <summary>Bytes in memory that can be read again, as of a file.</summary>
    public static Delivery Seekable(byte[] bytes) => new(bytes, new CountingStream(bytes, canSeek: true, int.MaxValue), null);

    /// <summary>Bytes in pieces that can be read once, as of a pipe.</summary>
    public static Delivery Pipe(byte[] bytes, int piece) => new(bytes, new CountingStream(bytes, canSeek: false, piece), null);

    /// <summary>A file.</summary>
    public static Delivery File(byte[] bytes, string path)
    {
        System.IO.File.WriteAllBytes(path, bytes);
        return new Delivery(bytes, null, path);
    }

    /// <summary>For the readers of tables.</summary>
    public TableInput Input(TableFormat? format) =>
        Path is null ? TableInput.OfStream(Stream!, format, StreamName) : TableInput.OfFile(Path, format);

    public void Dispose()
    {
        if (Path is not null)
        {
            System.IO.File.Delete(Path);
        }
    }
}
