namespace BhTsne.IO.Tests;

/// <summary>Large arrays under a limit of the heap. What the tool does there is in MemoryLimitTests.</summary>
public class HeapLimitTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(10 * MiB, 6 * MiB, 20 * MiB, true)]
    [InlineData((10 * MiB) + 1, 6 * MiB, 20 * MiB, false)]
    [InlineData(10 * MiB, (6 * MiB) + 1, 20 * MiB, false)]
    [InlineData(long.MaxValue, 0, long.MaxValue, false)]
    [InlineData(0, 6 * MiB, 8 * MiB, false)]
    public void Four_MiB_are_left_free(long bytes, long held, long available, bool hasPlace) =>
        Assert.Equal(hasPlace, HeapLimit.HasPlace(bytes, held, available));

    [Fact]
    public void Without_a_limit_nothing_is_refused() => HeapLimit.Require(long.MaxValue);
}
