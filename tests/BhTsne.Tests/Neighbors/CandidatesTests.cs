using BhTsne.Neighbors;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Neighbors;

public sealed class CandidatesTests
{
    [Fact]
    public void Keys_order_by_value_then_index()
    {
        (float Value, int Index)[] pairs = [(2, 1), (0, 9), (2, 0), (1e-42f, 5), (0, 3), (float.MaxValue, 2)];
        Assert.Equal(pairs.OrderBy(pair => pair.Value).ThenBy(pair => pair.Index), pairs.OrderBy(Key));
        Assert.All(pairs, pair => Assert.Equal(pair, (Candidates.Value(Key(pair)), Candidates.Index(Key(pair)))));

        static ulong Key((float Value, int Index) pair) => Candidates.Key(pair.Value, pair.Index);
    }

    [Fact]
    public void Selection_moves_the_smallest_to_the_front() =>
        Check.ForAll(Values(), values =>
        {
            ulong[] keys = [.. values.Select(Candidates.Key)];
            for (int count = 1; count <= keys.Length; count += 1 + (count / 4))
            {
                ulong[] selected = [.. keys];
                Candidates.SelectSmallest(selected, count);
                Assert.Equal(keys.Order().Take(count), selected.Take(count).Order());
                Assert.Equal(keys.Order(), selected.Order());
            }
        });

    [Fact]
    public void Sorting_puts_the_smallest_in_order_at_the_front() =>
        Check.ForAll(Values(), values =>
        {
            ulong[] keys = [.. values.Select(Candidates.Key)];
            for (int count = 1; count <= keys.Length; count += 1 + (count / 4))
            {
                Assert.Equal(keys.Order().Take(count), Candidates.SortSmallest([.. keys], count).ToArray());
            }
        });

    [Fact]
    public void A_threshold_lets_enough_and_not_too_many_pass() =>
        Check.ForAll(Values(), values =>
        {
            float[] buffer = new float[values.Length + 16];
            for (int least = 1; least <= values.Length; least += 1 + (least / 3))
            {
                values.CopyTo(buffer, 0);
                float threshold = Candidates.Threshold(buffer, values.Length, least, least + (least / 16));
                int passing = values.Count(value => value <= threshold);
                Assert.True(passing >= least);
                Assert.True(passing <= least + (least / 16) || values.Order().ElementAt(least - 1) == threshold);
            }
        });

    private static Arbitrary<float[]> Values() => (
        from kind in Gen.Choose(0, 2)
        from length in Gen.Choose(1, 300)
        from numbers in Gen.Choose(0, kind == 0 ? 5 : 1_000_000).ArrayOf(length)
        select Array.ConvertAll(numbers, number => kind == 2 ? MathF.Pow(number, 5) : number * 0.25f)).ToArbitrary();
}
