using BhTsne.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Numerics;

public sealed class CountingSortTests
{
    private static readonly Arbitrary<(int[] Keys, int Range, int Blocks)> Inputs =
        (from range in Gen.Choose(1, 40)
         from keys in Gen.Choose(0, range - 1).ArrayOf()
         from blocks in Gen.Choose(1, 5)
         select (keys, range, blocks)).ToArbitrary();

    [Fact]
    public void Items_come_out_by_key_and_equal_keys_in_their_order_whatever_the_blocks() => Check.ForAll(
        Inputs,
        input =>
        {
            CountingSort sort = new(input.Range, input.Blocks);
            int[] expected = [.. Enumerable.Range(0, input.Keys.Length).OrderBy(item => input.Keys[item])];
            int[] first = Sorted(sort, input.Keys, withinKeys: true), again = Sorted(sort, input.Keys, withinKeys: false);
            Assert.Equal(expected, first);
            Assert.Equal(expected, again);
            for (int key = 0; key <= input.Range; key++)
            {
                Assert.Equal(input.Keys.Count(smaller => smaller < key), sort.Starts[key]);
            }

            Assert.Equal(input.Keys.Distinct().Count() <= 1, sort.HasSingleKey);
        });

    [Fact]
    public void Blocks_hold_every_item_once_even_where_there_are_more_items_than_an_array_holds()
    {
        const long Items = (5L << 40) + 3;
        CountingSort sort = new(1, 16);
        long next = 0;
        for (int block = 0; block < sort.Blocks; block++)
        {
            (long first, long last) = sort.Range(block, Items);
            Assert.Equal(next, first);
            Assert.InRange(last - first, Items / 16, (Items / 16) + 1);
            next = last;
        }

        Assert.Equal(Items, next);
    }

    [Fact]
    public void Totals_may_exceed_32_bits_where_places_count_within_keys_and_are_refused_where_they_do_not()
    {
        CountingSort sort = new(3, 2);
        SetCounts(sort);
        sort.OffsetsFromCounts();
        Assert.Equal([0, 2_000_000_000, 4_000_000_000, 6_000_000_000], sort.Starts);
        Assert.Equal([1_000_000_000, 1_000_000_000, 1_000_000_000], sort.Places(1).ToArray());
        SetCounts(sort);
        Assert.Throws<OverflowException>(sort.PlacesFromCounts);
    }

    private static void SetCounts(CountingSort sort)
    {
        for (int block = 0; block < sort.Blocks; block++)
        {
            sort.Counts(block).Fill(1_000_000_000);
        }
    }

    private static int[] Sorted(CountingSort sort, int[] keys, bool withinKeys)
    {
        for (int block = 0; block < sort.Blocks; block++)
        {
            sort.Count(block, keys.AsSpan(Items(block)));
        }

        ((Action)(withinKeys ? sort.OffsetsFromCounts : sort.PlacesFromCounts))();
        int[] result = new int[keys.Length];
        for (int block = sort.Blocks - 1; block >= 0; block--)
        {
            Span<int> places = sort.Places(block);
            (int first, int length) = Items(block).GetOffsetAndLength(keys.Length);
            for (int item = first; item < first + length; item++)
            {
                long start = withinKeys ? sort.Starts[keys[item]] : 0;
                result[start + places[keys[item]]++] = item;
            }
        }

        return result;

        Range Items(int block)
        {
            (long first, long last) = sort.Range(block, keys.Length);
            return (int)first..(int)last;
        }
    }
}
