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
}
