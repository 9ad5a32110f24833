using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.SpaceTrees;

/// <summary>Against LINQ's sort, which is stable and shares nothing with it.</summary>
public sealed class RadixSortTests
{
    /// <summary>
    /// More items than one block, so that all threads divide them; with keys of which few or many bits differ, in order or not, with
    /// clusters and with equal ones.
    /// </summary>
    private static readonly Arbitrary<(ulong[] Keys, int Bits, int Threads)> Inputs =
        (from count in Gen.Frequency((6, Gen.Choose(0, 600)), (1, Gen.Choose(32_000, 110_000)))
         from bits in Gen.Choose(1, 64)
         from kind in Gen.Choose(0, 4)
         from seed in Gen.Choose(0, int.MaxValue)
         from threads in Gen.Choose(1, 3)
         select (Keys(count, bits, kind, new Random(seed)), bits, threads)).ToArbitrary();

    [Fact]
    public void Items_come_out_by_key_and_equal_keys_in_their_order() => Check.ForAll(
        Inputs,
        input =>
        {
            using WorkerTeam team = new(input.Threads);
            RadixSort sort = new(input.Keys.Length, team);
            AssertSorts(sort, input.Keys, input.Bits);

            // The buffers hold the sort before; another order must come out as well.
            AssertSorts(sort, [.. input.Keys.Reverse()], input.Bits);
        },
        60);

    /// <summary>Nearly all items share the highest bits, over several digits: they are divided by all threads again and again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_distant_keys_leave_all_others_in_one_part(int threads)
    {
        Random random = new(5);
        ulong[] keys = [.. Enumerable.Range(0, 150_000).Select(_ => (1UL << 50) + (ulong)random.NextInt64(1L << 30))];
        (keys[10], keys[70_000]) = (ulong.MaxValue, 0);
        using WorkerTeam team = new(threads);
        AssertSorts(new RadixSort(keys.Length, team), keys, 64);
    }

    private static void AssertSorts(RadixSort sort, ulong[] keys, int bits)
    {
        int[] expected = [.. Enumerable.Range(0, keys.Length).OrderBy(item => keys[item])];
        ulong[] sorted = [.. keys];
        int[] items = [.. Enumerable.Range(0, keys.Length)];
        sort.Sort(sorted, items, bits);
        Assert.Equal(expected, items);
        Assert.Equal(expected.Select(item => keys[item]), sorted);
    }

    private static ulong[] Keys(int count, int bits, int kind, Random random)
    {
        ulong mask = ulong.MaxValue >> (64 - bits);
        ulong[] keys = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            ulong any = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            keys[i] = mask & kind switch
            {
                0 => any,
                1 => any % 3,
                2 => (any & 0xFFFF) | (any >> 62 << Math.Max(0, bits - 2)),
                3 => ((ulong)i << Math.Max(0, bits - 20)) + (any % 5000),
                _ => ulong.MaxValue - (ulong)(i / 50),
            };
        }

        return keys;
    }
}
