namespace BhTsne.IO.Tests;

/// <summary>Large arrays under a limit of the heap. What the tool does there is in MemoryLimitTests.</summary>
public class HeapLimitTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(10 * MiB, 6 * MiB, 24 * MiB, true)]
    [InlineData((10 * MiB) + 1, 6 * MiB, 24 * MiB, false)]
    [InlineData(10 * MiB, (6 * MiB) + 1, 24 * MiB, false)]
    [InlineData(long.MaxValue, 0, long.MaxValue, false)]
    [InlineData(0, 6 * MiB, 12 * MiB, false)]
    public void Eight_MiB_are_left_free(long bytes, long held, long available, bool hasPlace) =>
        Assert.Equal(hasPlace, HeapLimit.HasPlace(bytes, held, available));

    [Fact]
    public void Without_a_limit_all_has_a_place() => Assert.True(HeapLimit.HasPlace(long.MaxValue, long.MaxValue, null));

    /// <summary>The limit that the message names is the least at which the array has a place.</summary>
    [Fact]
    public void The_message_has_the_limit_that_is_needed_and_the_one_that_there_is()
    {
        const long Bytes = (22 * MiB) + 1, Held = 3 * MiB;
        Assert.Equal(
            "there is not enough memory to read the points: the limit of the heap must be 34 MiB or more "
            + "(DOTNET_GCHeapHardLimit=0x2200000, or a container of 46 MiB), but it is 26; give fewer points, or raise it",
            HeapLimit.Fault(Bytes, Held, (27 * MiB) - 1));
        Assert.True(HeapLimit.HasPlace(Bytes, Held, 34 * MiB));
        Assert.False(HeapLimit.HasPlace(Bytes, Held, 33 * MiB));
    }
}
