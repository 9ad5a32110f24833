using System.Globalization;
using System.Text.RegularExpressions;

namespace BhTsne.IO.Tests;

public sealed class PointBufferTests
{
    [Fact]
    public void More_values_than_one_array_holds_are_an_error_before_any_memory_is_asked_for()
    {
        PointBuffer buffer = new(1_000_000_000);
        Faults.Expect(
            "big.csv",
            ": 3 x 1000000000 makes 3,000,000,000 values, but one array holds at most 2,147,483,591. Save all of them in one .npy file "
            + "(numpy.save(file, numpy.ascontiguousarray(x, 'float32'))), which is mapped and not read and may have more, "
            + "or reduce the rows or columns first.",
            () => buffer.Append("big.csv", 3).Length);
        Assert.Throws<TableFormatException>(() => buffer.RequireFit("big.csv", long.MaxValue));
        Assert.Equal(0, buffer.Rows);
    }

    [Fact]
    public void Rows_keep_their_place_while_the_buffer_grows()
    {
        PointBuffer buffer = new(3);
        for (int row = 0; row < 1000; row++)
        {
            buffer.Append("a", 1).Fill(row);
            if (row == 500)
            {
                buffer.Reserve(300);
            }
        }

        Assert.Equal(1000, buffer.Rows);
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => (float)(i / 3)), buffer.ToMemory().ToArray());
    }

    [Fact]
    public void Reserved_rows_are_appended_without_a_copy()
    {
        PointBuffer buffer = new(2);
        buffer.Reserve(100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int row = 0; row < 100_000; row++)
        {
            buffer.Append("a", 1).Clear();
        }

        ReadOnlyMemory<float> values = buffer.ToMemory();

        // The runtime may take a few bytes for itself; a copy would be 800,000.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.Equal(200_000, values.Length);
    }

    /// <summary>By a half; where that has no place, by an eighth, and so on down to a part of 128; then it is an error.</summary>
    [Fact]
    public void The_array_grows_by_what_has_a_place()
    {
        List<long> asked = [];
        long most = long.MaxValue;
        PointBuffer buffer = new(1, HasPlace);
        buffer.Reserve(1280);
        buffer.Append("a", 1280).Fill(1);
        asked.Clear();

        most = 1290 * sizeof(float);
        buffer.Append("a", 1).Fill(2);
        Assert.Equal([1920, 1440, 1320, 1290], asked.Select(bytes => bytes / sizeof(float)));
        most--;
        buffer.Append("a", 9).Fill(2);
        asked.Clear();
        Assert.Throws<InsufficientMemoryException>(() => buffer.Append("a", 1).Length);
        Assert.Equal([1935, 1451, 1330, 1300], asked.Select(bytes => bytes / sizeof(float)));
        Assert.Equal(1280 + (2 * 10), buffer.ToMemory().ToArray().Sum());

        bool HasPlace(long bytes)
        {
            asked.Add(bytes);
            return bytes <= most;
        }
    }

    /// <summary>Rows that are only expected refuse nothing; when others have no place, the message is of all that are expected.</summary>
    [Fact]
    public void What_is_expected_and_has_no_place_is_in_the_message()
    {
        PointBuffer buffer = new(1, bytes => bytes <= 1 << 20);
        Assert.False(buffer.TryReserve(100 << 18));
        buffer.Append("a", 1 << 18).Clear();
        string message = Assert.Throws<InsufficientMemoryException>(() => buffer.Append("a", 1).Length).Message;
        int needed = int.Parse(Regex.Match(message, "must be ([0-9,]+) MiB").Groups[1].Value, NumberStyles.AllowThousands);
        Assert.InRange(needed, 108, int.MaxValue);
        Assert.Throws<InsufficientMemoryException>(() => buffer.Reserve(1));
        Assert.Equal(1 << 18, buffer.Rows);
        Assert.True(buffer.TryReserve(0));
    }

    /// <summary>A shorter copy saves memory, and so is not made where it has no place.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_left_over_is_cut_off_where_the_copy_has_a_place(bool hasPlace)
    {
        bool isFull = false;
        PointBuffer buffer = new(1, _ => !isFull || hasPlace);
        buffer.Reserve(1 << 20);
        buffer.Append("a", 100_000).Fill(3);
        isFull = true;
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadOnlyMemory<float> values = buffer.ToMemory();
        Assert.Equal(hasPlace, GC.GetAllocatedBytesForCurrentThread() - before > 300_000);
        Assert.Equal(300_000, values.ToArray().Sum());
        Assert.Equal(values.ToArray(), buffer.ToArray());
    }
}
