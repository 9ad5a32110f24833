using System.Runtime.InteropServices;
using System.Text;

namespace BhTsne.Fuzz.Tests.Support;

/// <summary>A short form of what was read, to compare two readings to the bit (FNV-1a).</summary>
internal struct Digest()
{
    private ulong _hash = 0xCBF29CE484222325;

    public Digest Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _hash = (_hash ^ value) * 0x100000001B3;
        }

        return this;
    }

    public Digest Add(ReadOnlySpan<float> values) => Add(MemoryMarshal.AsBytes(values));

    public Digest Add(long value) => Add(BitConverter.GetBytes(value));

    public Digest Add(IEnumerable<string>? texts)
    {
        foreach (string text in texts ?? [])
        {
            Add(Encoding.Unicode.GetBytes(text));
            Add(-1);
        }

        return Add(texts is null ? 0 : 1);
    }

    public override readonly string ToString() => $"{_hash:x16}";
}
