using System.Text;
using System.Text.Json;

namespace BhTsne.Tests.Documents;

/// <summary>
/// Reads a model or a checkpoint by nothing but docs/formats.md: plain loops over bytes, and a checksum of its own.
/// </summary>
internal sealed class FormatReader
{
    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int At, int Length)> _sections = [];

    public FormatReader(byte[] bytes)
    {
        _bytes = bytes;
        Assert.Equal([0x89, 0x42, 0x68, 0x54, 0x73, 0x6E, 0x0D, 0x0A], bytes[..8]);
        Kind = Encoding.ASCII.GetString(bytes, 8, 4);
        Assert.Equal(1, Signed(12, 4));
        Assert.Equal(Unsigned(16, 4), Checksum(bytes, 0, 16));
        int at = 20;
        do
        {
            (string name, int length) = Head(at);
            _sections.Add(name, (at + 28, length));
            Assert.Equal(Unsigned(at + 28 + length, 4), Checksum(bytes, at + 28, length));
            Names.Add(name);
            at += 28 + length + 4;
        }
        while (Names[^1] != "end");

        Assert.Equal(0, _sections["end"].Length);
        End = at;
        (int first, int bytesOfHeader) = _sections["header"];
        Header = JsonDocument.Parse(bytes.AsMemory(first, bytesOfHeader)).RootElement;
    }

    /// <summary>The four characters of the kind.</summary>
    public string Kind { get; }

    /// <summary>The sections in their order.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The byte behind the sections.</summary>
    public int End { get; }

    public JsonElement Header { get; }

    public int Number(string field) => Header.GetProperty(field).GetInt32();

    /// <summary>The first byte of a section's content, and the number of its bytes.</summary>
    public (int At, int Length) Section(string name) => _sections[name];

    public float[] Floats(string section) => Floats(_sections[section].At, _sections[section].Length / 4);

    public float[] Floats(int at, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BitConverter.Int32BitsToSingle((int)Signed(at + (4 * i), 4));
        }

        return values;
    }

    public double[] Doubles(string section)
    {
        (int at, int length) = _sections[section];
        double[] values = new double[length / 8];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Double(at + (8 * i));
        }

        return values;
    }

    public double Double(int at) => BitConverter.Int64BitsToDouble(Signed(at, 8));

    public long[] Integers(string section, int size) => Integers(_sections[section].At, _sections[section].Length / size, size);

    public long[] Integers(int at, int count, int size)
    {
        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Signed(at + (size * i), size);
        }

        return values;
    }

    /// <summary>The two slots of a checkpoint: the number of the state, null where it is not whole, and where the state begins.</summary>
    public (long? Sequence, int State)[] Slots()
    {
        int bytes = Number("stateBytes"), size = RoundUp(bytes + 20), first = RoundUp(End);
        Assert.Equal(first + (2 * size), _bytes.Length);
        return [Slot(first, bytes), Slot(first + size, bytes)];
    }

    /// <summary>The slot whose state is valid.</summary>
    public (long? Sequence, int State) ValidSlot() => Slots().Where(slot => slot.Sequence is not null).MaxBy(slot => slot.Sequence);

    /// <summary>CRC-32C, bit by bit.</summary>
    public static uint Checksum(byte[] bytes, int at, int length)
    {
        uint crc = 0xFFFFFFFF;
        for (int i = at; i < at + length; i++)
        {
            crc ^= bytes[i];
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
            }
        }

        return ~crc;
    }

    /// <summary>An integer of a few bytes, the lowest first, with a sign.</summary>
    public long Signed(int at, int size)
    {
        int unused = 64 - (8 * size);
        return (long)(Unsigned(at, size) << unused) >> unused;
    }

    public ulong Unsigned(int at, int size)
    {
        ulong value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | _bytes[at + i];
        }

        return value;
    }

    private static int RoundUp(int bytes) => (bytes + 4095) / 4096 * 4096;

    private (string Name, int Length) Head(int at)
    {
        Assert.Equal(Unsigned(at + 24, 4), Checksum(_bytes, at, 24));
        int letters = 0;
        while (letters < 16 && _bytes[at + letters] != 0)
        {
            letters++;
        }

        return (Encoding.ASCII.GetString(_bytes, at, letters), (int)Signed(at + 16, 8));
    }

    private (long? Sequence, int State) Slot(int at, int bytes)
    {
        bool isWhole = Encoding.ASCII.GetString(_bytes, at, 8) == "STATE\0\0\0"
            && Unsigned(at + 16 + bytes, 4) == Checksum(_bytes, at, 16 + bytes);
        return (isWhole ? Signed(at + 8, 8) : null, at + 16);
    }
}
