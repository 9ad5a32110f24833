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

    /// <summary>Several parts wait for all threads at once, after an odd and after an even number of moves.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Clusters_are_divided_one_after_the_other(int threads)
    {
        using WorkerTeam team = new(threads);
        AssertSorts(new RadixSort(200_000, team), Clusters(50_000), 64);
    }

    /// <summary>More items than 64 blocks, and equal keys in a part of a cluster.</summary>
    [Fact]
    public void Millions_are_sorted()
    {
        Random random = new(3);
        ulong[] keys = [.. Enumerable.Range(0, 2_200_000).Select(i => i % 7 == 0 ? 1UL << 40 : (ulong)random.NextInt64(1L << 44))];
        using WorkerTeam team = new(2);
        AssertSorts(new RadixSort(keys.Length, team), keys, 64);
    }

    [Fact]
    public void A_later_sort_allocates_nothing_whatever_the_keys()
    {
        using WorkerTeam team = new(1);
        RadixSort sort = new(200_000, team);
        int[] items = new int[200_000];
        sort.Sort(new ulong[200_000], items, 64);
        ulong[] keys = Clusters(50_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sort.Sort(keys, items, 64);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Cancelled at many moments: what waited then must not be taken up by the next sort.</summary>
    [Fact]
    public void A_sort_after_a_cancelled_one_is_right()
    {
        using WorkerTeam team = new(2);
        RadixSort sort = new(200_000, team);
        int cancelled = 0;
        for (int attempt = 0; attempt < 60; attempt++)
        {
            using CancellationTokenSource source = new();
            team.Cancellation = source.Token;
            int spins = attempt * 500;
            Thread canceller = new(() =>
            {
                Thread.SpinWait(spins);
                source.Cancel();
            });
            try
            {
                ulong[] keys = Clusters(50_000);
                int[] items = new int[keys.Length];
                canceller.Start();
                sort.Sort(keys, items, 64);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            canceller.Join();
            team.Cancellation = CancellationToken.None;
            AssertSorts(sort, Clusters(50_000), 64);
        }

        Assert.True(cancelled > 0);
    }

    private static void AssertSorts(RadixSort sort, ulong[] keys, int bits)
    {
        int[] expected = [.. Enumerable.Range(0, keys.Length).OrderBy(item => keys[item])];
        ulong[] sorted = [.. keys];
        int[] items = [.. Enumerable.Range(0, keys.Length).Select(item => 7 - item)];
        sort.Sort(sorted, items, bits);
        Assert.Equal(expected.Select(item => 7 - item), items);
        Assert.Equal(expected.Select(item => keys[item]), sorted);
    }

    /// <summary>Four clusters, far from each other, whose keys have the same bits over one, two, three or all digits.</summary>
    private static ulong[] Clusters(int size)
    {
        Random random = new(9);
        ulong[] keys = new ulong[4 * size];
        for (int i = 0; i < keys.Length; i++)
        {
            int cluster = i % 4;
            keys[i] = ((ulong)cluster << 60) + (ulong)random.NextInt64(1L << (cluster == 3 ? 1 : 50 - (12 * cluster)));
        }

        return keys;
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
