using System.Buffers.Binary;
using BhTsne.Files;

namespace BhTsne.Tests.Files;

public sealed class ByteWriterTests
{
    [Fact]
    public void Numbers_are_written_with_the_lowest_byte_first_and_read_again()
    {
        byte[] bytes = new byte[1 + 4 + 8 + 8 + 4 + 12];
        ByteWriter writer = new(bytes);
        writer.Write((byte)0x7F);
        writer.Write(0x01020304);
        writer.Write(0x0102030405060708L);
        writer.Write(-0.1);
        writer.Write(float.NegativeInfinity);
        writer.Write<float>([1, -0f, float.Epsilon]);
        Assert.Equal([0x7F, 4, 3, 2, 1, 8, 7, 6, 5, 4, 3, 2, 1], bytes[..13]);
        Assert.Equal(-0.1, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(13)));
        Assert.Equal([0, 0, 0x80, 0xFF, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x80, 1, 0, 0, 0], bytes[21..]);

        ByteReader reader = new(bytes);
        Assert.Equal(0x7F, reader.Read<byte>());
        Assert.Equal(0x01020304, reader.Read<int>());
        Assert.Equal(0x0102030405060708L, reader.Read<long>());
        Assert.Equal(-0.1, reader.Read<double>());
        Assert.Equal(float.NegativeInfinity, reader.Read<float>());
        float[] values = new float[3];
        reader.Read<float>(values);
        Assert.Equal([0x3F800000, int.MinValue, 1], values.Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>No byte is written or read beyond the memory that was given.</summary>
    [Fact]
    public void It_does_not_go_beyond_its_memory()
    {
        Assert.Throws<ArgumentException>(() => new ByteWriter(new byte[7]).Write(1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteReader(new byte[7]).Read<long>());
    }

    /// <summary>On this processor nothing is to be done; the same numbers reversed are those of the other byte order.</summary>
    [Fact]
    public void The_byte_order_of_files_is_that_of_little_endian_processors()
    {
        int[] whole = [1, 256];
        LittleEndian.Convert<int>(whole);
        Assert.Equal(BitConverter.IsLittleEndian ? [1, 256] : [0x01000000, 0x00010000], whole);
    }
}
