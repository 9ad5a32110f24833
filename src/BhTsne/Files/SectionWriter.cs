using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace BhTsne.Files;

/// <summary>
/// Writes a file in sections (docs/formats.md): signature, kind and version, then for each section its name, its length, a checksum of
/// both, its content and a checksum of that. Needs a stream that can only go forward. One thread at a time.
/// </summary>
internal sealed class SectionWriter
{
    /// <summary>The longest name of a section, in ASCII.</summary>
    public const int NameBytes = 16;

    /// <summary>The name of the section that ends a file; it is empty.</summary>
    public const string End = "end";

    private const int BlockBytes = 1 << 16;

    private readonly Stream _stream;
    private Checksum _checksum;
    private long _left = -1;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="kind">What it holds.</param>
    public SectionWriter(Stream stream, FileKind kind)
    {
        _stream = stream;
        _checksum = new Checksum();
        Put(FileKind.Signature);
        Put(Encoding.ASCII.GetBytes(kind.Mark));
        PutNumber(kind.Version);
        PutChecksum();
    }

    /// <summary>Bytes written so far.</summary>
    public long Position { get; private set; }

    /// <summary>Writes a section whose content is one array.</summary>
    public void Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Begin(name, (long)values.Length * Unsafe.SizeOf<T>());
        Write(values);
        EndSection();
    }

    /// <summary>Begins a section.</summary>
    /// <param name="name">ASCII, at most <see cref="NameBytes"/>.</param>
    /// <param name="length">The bytes of its content.</param>
    public void Begin(string name, long length)
    {
        if (_left >= 0)
        {
            throw new InvalidOperationException("The last section has not ended.");
        }

        Span<byte> padded = stackalloc byte[NameBytes];
        padded.Clear();
        Encoding.ASCII.GetBytes(name, padded);
        _checksum = new Checksum();
        Put(padded);
        PutNumber(length);
        PutChecksum();
        _left = length;
    }

    /// <summary>Writes numbers of the section.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _left -= (long)values.Length * Unsafe.SizeOf<T>();
        if (_left < 0)
        {
            throw new InvalidOperationException("The section is longer than it was said to be.");
        }

        for (int first = 0; first < values.Length;)
        {
            int count = Math.Min(BlockBytes / Unsafe.SizeOf<T>(), values.Length - first);
            Put(values.Slice(first, count));
            first += count;
        }
    }

    /// <summary>Writes one number of the section.</summary>
    public void WriteNumber<T>(T value)
        where T : unmanaged => Write(new ReadOnlySpan<T>(in value));

    /// <summary>Ends a section.</summary>
    public void EndSection()
    {
        if (_left != 0)
        {
            throw new InvalidOperationException("The section is shorter than it was said to be.");
        }

        PutChecksum();
        _left = -1;
    }

    /// <summary>Ends the file.</summary>
    public void Finish()
    {
        Begin(End, 0);
        EndSection();
    }

    private void PutNumber<T>(T value)
        where T : unmanaged => Put(new ReadOnlySpan<T>(in value));

    private void PutChecksum()
    {
        uint value = _checksum.Value;
        _checksum = new Checksum();
        PutNumber(value);
        _checksum = new Checksum();
    }

    private void Put<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        if (!BitConverter.IsLittleEndian)
        {
            T[] copy = values.ToArray();
            LittleEndian.Convert(copy.AsSpan());
            bytes = MemoryMarshal.AsBytes(copy.AsSpan());
        }

        _checksum.Add(bytes);
        _stream.Write(bytes);
        Position += bytes.Length;
    }
}
