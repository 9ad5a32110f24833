using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace BhTsne.Files;

/// <summary>
/// Reads what <see cref="SectionWriter"/> wrote, from front to end, and believes nothing: a length allocates no more than twice what has
/// been read, and every checksum is compared before a value is used. One thread at a time.
/// </summary>
internal sealed class SectionReader
{
    /// <summary>What is read before more memory is taken.</summary>
    private const int BlockBytes = 1 << 20;

    private readonly Stream _stream;
    private readonly string? _file;
    private Checksum _checksum;
    private string? _section;
    private long _left;

    /// <summary>Begins to read a file.</summary>
    /// <param name="stream">Where to read; it need not be able to seek.</param>
    /// <param name="kind">What it must hold.</param>
    /// <param name="file">The name for messages; null for a stream.</param>
    /// <exception cref="TsneFileException">It is another file, or of a newer version.</exception>
    public SectionReader(Stream stream, FileKind kind, string? file)
    {
        (_stream, _file) = (stream, file);
        byte[] signature = new byte[FileKind.Signature.Length], mark = new byte[kind.Mark.Length];
        _checksum = new Checksum();
        int read = stream.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        if (read == 0)
        {
            throw Fault("the file is empty.");
        }

        if (!signature.AsSpan().SequenceEqual(FileKind.Signature))
        {
            throw Fault($"this is not {kind.Name}.");
        }

        _checksum.Add(signature);
        Position = read;
        ReadBytes(mark);
        string found = Encoding.ASCII.GetString(mark);
        int version = Next<int>();
        RequireChecksum("its beginning was changed");
        if (found != kind.Mark)
        {
            string other = found == FileKind.Model.Mark ? FileKind.Model.Name
                : found == FileKind.Checkpoint.Mark ? FileKind.Checkpoint.Name
                : found == FileKind.StudyCache.Mark ? FileKind.StudyCache.Name
                : "another file of BhTsne";
            throw Fault($"this is {other}, not {kind.Name}.");
        }

        Version = version >= 1 && version <= kind.Version ? version : throw Fault(
            $"it has version {version} of the format, but this program reads versions up to {kind.Version}; use a newer BhTsne.");
    }

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>The version of the file.</summary>
    public int Version { get; }

    /// <summary>Whether the length of a section was compared with that of the file when it began.</summary>
    public bool LengthIsKnown => _stream.CanSeek;

    /// <summary>The bytes that are left of the section.</summary>
    public long Left => _left;

    /// <summary>Begins a section.</summary>
    /// <param name="name">Which must come now.</param>
    /// <exception cref="TsneFileException">Another one does, or the file ends.</exception>
    public void Begin(string name)
    {
        _section = name;
        byte[] padded = new byte[SectionWriter.NameBytes];
        _checksum = new Checksum();
        ReadBytes(padded);
        long length = Next<long>();
        RequireChecksum("its name or length was changed");
        string found = Encoding.ASCII.GetString(padded).TrimEnd('\0');
        if (found != name)
        {
            throw Fault($"the section '{found}' is in its place.");
        }

        if (length < 0 || (_stream.CanSeek && length > _stream.Length - _stream.Position))
        {
            throw Fault("the file is cut short.");
        }

        _left = length;
        _checksum = new Checksum();
    }

    /// <summary>Reads a section whose content is one array.</summary>
    /// <param name="name">Which must come now.</param>
    /// <param name="count">The number of values that it must have.</param>
    public T[] Read<T>(string name, long count)
        where T : unmanaged
    {
        Begin(name);
        T[] values = ReadArray<T>(count);
        EndSection();
        return values;
    }

    /// <summary>Reads a section whose content is an array of any length.</summary>
    /// <param name="name">Which must come now.</param>
    public T[] Read<T>(string name)
        where T : unmanaged
    {
        Begin(name);
        T[] values = ReadArray<T>(_left / Unsafe.SizeOf<T>());
        EndSection();
        return values;
    }

    /// <summary>Reads values of the section.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="TsneFileException">The section does not have so many.</exception>
    public T[] ReadArray<T>(long count)
        where T : unmanaged
    {
        if (count < 0 || count > _left / Unsafe.SizeOf<T>() || count > Array.MaxLength)
        {
            throw Fault($"it has {_left} bytes left, but {count} values of {Unsafe.SizeOf<T>()} bytes each are expected.");
        }

        int block = BlockBytes / Unsafe.SizeOf<T>();
        T[] values = GC.AllocateUninitializedArray<T>((int)(_stream.CanSeek ? count : Math.Min(count, block)));
        for (int first = 0; first < count;)
        {
            if (first == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            }

            int next = Math.Min(block, values.Length - first);
            ReadInto(values.AsSpan(first, next));
            first += next;
        }

        return values;
    }

    /// <summary>Reads values of the section into memory that is there.</summary>
    public void ReadInto<T>(Span<T> values)
        where T : unmanaged
    {
        long bytes = (long)values.Length * Unsafe.SizeOf<T>();
        if (bytes > _left)
        {
            throw Fault($"it has {_left} bytes left, but {bytes} are expected.");
        }

        int block = BlockBytes / Unsafe.SizeOf<T>();
        for (int first = 0; first < values.Length; first += block)
        {
            Span<T> part = values.Slice(first, Math.Min(block, values.Length - first));
            ReadBytes(MemoryMarshal.AsBytes(part));
            LittleEndian.Convert(part);
        }

        _left -= bytes;
    }

    /// <summary>Reads one number of the section.</summary>
    public T ReadNumber<T>()
        where T : unmanaged
    {
        T value = default;
        ReadInto(new Span<T>(ref value));
        return value;
    }

    /// <summary>Ends a section: all of it has been read and is as it was written.</summary>
    public void EndSection()
    {
        if (_left != 0)
        {
            throw Fault($"it has {_left} bytes more than it should have.");
        }

        RequireChecksum("its content was changed");
        _section = null;
    }

    /// <summary>Ends the sections; what follows them has its own form.</summary>
    public void FinishSections()
    {
        Begin(SectionWriter.End);
        EndSection();
    }

    /// <summary>Ends the file: nothing follows.</summary>
    public void Finish()
    {
        FinishSections();
        _section = SectionWriter.End;
        if (_stream.ReadByte() >= 0)
        {
            throw Fault("something follows the end of the file.");
        }

        _section = null;
    }

    /// <summary>Refuses the section that was read last or is being read.</summary>
    public TsneFileException Fault(string fault, Exception? cause = null) => new(_file, _section, fault, cause);

    /// <summary>Refuses a section.</summary>
    public TsneFileException Fault(string section, string fault) => new(_file, section, fault);

    private T Next<T>()
        where T : unmanaged
    {
        T value = default;
        Span<T> one = new(ref value);
        ReadBytes(MemoryMarshal.AsBytes(one));
        LittleEndian.Convert(one);
        return value;
    }

    private void RequireChecksum(string fault)
    {
        uint expected = _checksum.Value;
        if (Next<uint>() != expected)
        {
            throw Fault($"{fault}: the checksum does not fit; use another copy of the file.");
        }
    }

    private void ReadBytes(Span<byte> bytes)
    {
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Fault("the file is cut short.");
        }

        Position += bytes.Length;
        _checksum.Add(bytes);
    }
}
