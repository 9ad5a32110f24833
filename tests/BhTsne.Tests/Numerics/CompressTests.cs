using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Tests.Numerics;

public sealed class CompressTests
{
    /// <summary>All masks: the named lanes in their order, at most seven more behind them, nothing before or beyond.</summary>
    [Fact]
    public void The_named_lanes_move_to_the_front_whatever_the_mask()
    {
        const int Place = 3, Untouched = -1;
        Vector256<int> lanes = Vector256.Create(10, 11, 12, 13, 14, 15, 16, 17);
        for (uint mask = 0; mask < 256; mask++)
        {
            int[] target = new int[Place + 8 + 4];
            Array.Fill(target, Untouched);
            int next = Compress.Store(lanes, mask, ref target[0], Place);
            int[] expected = [.. Enumerable.Range(0, 8).Where(lane => ((mask >> lane) & 1) != 0).Select(lane => 10 + lane)];
            Assert.Equal(Place + expected.Length, next);
            Assert.Equal(expected, target[Place..next]);
            Assert.All(target[..Place], value => Assert.Equal(Untouched, value));
            Assert.All(target[(Place + 8)..], value => Assert.Equal(Untouched, value));
        }
    }
}
