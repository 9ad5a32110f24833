using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BhTsne.Files;

/// <summary>Writes numbers one after the other into memory, in the byte order of files.</summary>
/// <param name="bytes">The memory.</param>
internal ref struct ByteWriter(Span<byte> bytes)
{
    private Span<byte> _left = bytes;

    /// <summary>Writes one number.</summary>
    public void Write<T>(T value)
        where T : unmanaged => Write(new ReadOnlySpan<T>(in value));

    /// <summary>Writes an array.</summary>
    public void Write<T>(scoped ReadOnlySpan<T> values)
        where T : unmanaged
    {
        int length = checked(values.Length * Unsafe.SizeOf<T>());
        MemoryMarshal.AsBytes(values).CopyTo(_left);
        LittleEndian.Convert(MemoryMarshal.Cast<byte, T>(_left[..length]));
        _left = _left[length..];
    }
}

/// <summary>Reads what a <see cref="ByteWriter"/> wrote.</summary>
/// <param name="bytes">The memory.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Reads one number.</summary>
    public T Read<T>()
        where T : unmanaged
    {
        T value = default;
        Read(new Span<T>(ref value));
        return value;
    }

    /// <summary>Fills an array.</summary>
    public void Read<T>(scoped Span<T> values)
        where T : unmanaged
    {
        int length = values.Length * Unsafe.SizeOf<T>();
        _left[..length].CopyTo(MemoryMarshal.AsBytes(values));
        LittleEndian.Convert(values);
        _left = _left[length..];
    }
}
