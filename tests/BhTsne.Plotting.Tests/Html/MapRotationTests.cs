using BhTsne.Plotting.Html;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Html;

/// <summary>The rotation that lays a map on another one.</summary>
public sealed class MapRotationTests
{
    [Fact]
    public void A_map_that_was_turned_mirrored_moved_and_scaled_is_turned_back()
    {
        var cases =
            from d in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue)
            from scale in Gen.Elements(1e-3, 1, 300)
            select (d, seed, scale);
        Check.ForAll(Arb.From(cases), input =>
        {
            Random random = new(input.seed);
            int d = input.d;
            double[,] turn = RandomRotation(d, random);
            float[] target = [.. Enumerable.Range(0, 40 * d).Select(i => (float)((1 + (i % d)) * Normal(random)))];
            float[] moved = new float[target.Length];
            for (int i = 0; i < moved.Length; i++)
            {
                double sum = 5 + (i % d);
                for (int b = 0; b < d; b++)
                {
                    sum += input.scale * turn[i % d, b] * target[(i / d * d) + b];
                }

                moved[i] = (float)sum;
            }

            double[,] found = MapRotation.Find(new Embedding(moved, d), new Embedding(target, d), MapRotation.Identity(d));

            // What brings it back is the inverse of the turn, its transpose.
            Assert.All(Cells(d), cell => Assert.Equal(turn[cell.B, cell.A], found[cell.A, cell.B], 1e-3));
        });
    }

    [Fact]
    public void No_other_rotation_or_reflection_is_nearer()
    {
        var cases =
            from d in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue)
            from flat in Gen.Elements(true, false)
            select (d, seed, flat);
        Check.ForAll(Arb.From(cases), input =>
        {
            Random random = new(input.seed);
            (int d, bool flat) = (input.d, input.flat);
            Embedding map = Some(d, flat, random), target = Some(d, false, random);
            double[,] ownTurn = RandomRotation(d, random), found = MapRotation.Find(map, target, ownTurn);
            double least = Distance(found, map, ownTurn, target);

            Assert.All(Cells(d), cell => Assert.Equal(
                cell.A == cell.B ? 1 : 0, Enumerable.Range(0, d).Sum(k => found[cell.A, k] * found[cell.B, k]), 1e-9));
            for (int trial = 0; trial < 30; trial++)
            {
                Assert.True(least <= Distance(RandomRotation(d, random), map, ownTurn, target) * (1 + 1e-9));
            }
        });
    }

    [Fact]
    public void Points_at_one_place_leave_a_map_as_it_is_or_mirrored()
    {
        double[,] found = MapRotation.Find(new Embedding(new float[6], 3), new Embedding([1, 2, 3, 4, 5, 7], 3), MapRotation.Identity(3));
        Assert.All(Cells(3), cell => Assert.Equal(cell.A == cell.B ? 1 : 0, Math.Abs(found[cell.A, cell.B]), 1e-12));
    }

    private static Embedding Some(int d, bool flat, Random random) => new(
        [.. Enumerable.Range(0, 15 * d).Select(i => flat && i % d == d - 1 ? 1f : (float)Normal(random))], d);

    private static double Distance(double[,] turn, Embedding map, double[,] targetTurn, Embedding target)
    {
        int d = map.Dimensions;
        double sum = 0;
        for (int i = 0; i < map.Values.Length; i++)
        {
            double difference = 0;
            for (int b = 0; b < d; b++)
            {
                difference += turn[i % d, b] * (map.Values[(i / d * d) + b] - Mean(map, b));
                difference -= targetTurn[i % d, b] * (target.Values[(i / d * d) + b] - Mean(target, b));
            }

            sum += difference * difference;
        }

        return sum;
    }

    private static double Mean(Embedding map, int axis) =>
        Enumerable.Range(0, map.Points).Average(i => (double)map.Values[(i * map.Dimensions) + axis]);

    private static IEnumerable<(int A, int B)> Cells(int d) =>
        Enumerable.Range(0, d).SelectMany(a => Enumerable.Range(0, d).Select(b => (a, b)));

    /// <summary>Random directions made orthonormal by Gram and Schmidt.</summary>
    private static double[,] RandomRotation(int d, Random random)
    {
        double[,] rows = new double[d, d];
        for (int a = 0; a < d; a++)
        {
            double[] row = [.. Enumerable.Range(0, d).Select(_ => Normal(random))];
            for (int before = 0; before < a; before++)
            {
                double share = Enumerable.Range(0, d).Sum(k => row[k] * rows[before, k]);
                row = [.. row.Select((value, k) => value - (share * rows[before, k]))];
            }

            double length = Math.Sqrt(row.Sum(value => value * value));
            for (int k = 0; k < d; k++)
            {
                rows[a, k] = row[k] / length;
            }
        }

        return rows;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
