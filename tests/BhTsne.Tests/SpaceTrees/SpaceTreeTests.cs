using System.Numerics;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.SpaceTrees;

public sealed class SpaceTreeTests
{
    [Fact]
    public void Cells_are_a_tree_over_all_points_in_one_dimension() => IsTree<OneDimension>();

    [Fact]
    public void Cells_are_a_tree_over_all_points_in_two_dimensions() => IsTree<TwoDimensions>();

    [Fact]
    public void Cells_are_a_tree_over_all_points_in_three_dimensions() => IsTree<ThreeDimensions>();

    [Fact]
    public void Moments_are_those_of_the_points_in_one_dimension() => MomentsHold<OneDimension>();

    [Fact]
    public void Moments_are_those_of_the_points_in_two_dimensions() => MomentsHold<TwoDimensions>();

    [Fact]
    public void Moments_are_those_of_the_points_in_three_dimensions() => MomentsHold<ThreeDimensions>();

    /// <summary>Every point takes another's place: cells of a tree in complete disorder, all the way up to the root.</summary>
    [Fact]
    public void Moments_of_a_refitted_tree_are_those_of_the_points_where_they_are_now()
    {
        MomentsHold<OneDimension>(moved: true);
        MomentsHold<TwoDimensions>(moved: true);
        MomentsHold<ThreeDimensions>(moved: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Moments_of_points_with_masses_are_weighted(bool moved)
    {
        MomentsHold<OneDimension>(moved, weighted: true);
        MomentsHold<TwoDimensions>(moved, weighted: true);
        MomentsHold<ThreeDimensions>(moved, weighted: true);
    }

    /// <summary>The rule of rebuilding compares spreads: what they are at one scale of the map, they are at any other.</summary>
    [Fact]
    public void The_spread_of_the_leaves_does_not_depend_on_the_scale_of_the_map()
    {
        using WorkerTeam team = new(1);
        const int Points = 2000;
        float[] built = Maps.Disc<TwoDimensions>(Points, 30, 5), moved = [.. built.Select((value, i) => value + (i % 5))];
        (double fresh, double worn) = Spreads(1);
        Assert.True(worn > 1.3 * fresh, $"{fresh} when built, {worn} when moved");
        Assert.Equal((fresh, worn), Spreads(1024));
        Assert.Equal((fresh, worn), Spreads(1f / 4096));

        (double Fresh, double Worn) Spreads(float scale)
        {
            SpaceTree<TwoDimensions> tree = new(new TreeState(Points), team);
            float[] positions = [.. built.Select(value => scale * value)];
            tree.Build(positions);
            tree.Refit(positions, 0.5);
            double spread = tree.LeafSpread;
            tree.Refit([.. moved.Select(value => scale * value)], 0.5);
            return (spread, tree.LeafSpread);
        }
    }

    [Fact]
    public void The_spread_of_the_leaves_is_their_mean_width_a_cell()
    {
        SpreadHolds<OneDimension>();
        SpreadHolds<TwoDimensions>();
        SpreadHolds<ThreeDimensions>();
    }

    /// <summary>A moment is about the centre that walks use, which is rounded: far from zero that is not the mean of the points.</summary>
    [Fact]
    public void Moments_are_about_the_rounded_centre()
    {
        MomentsAreAboutTheCentre<OneDimension>();
        MomentsAreAboutTheCentre<TwoDimensions>();
        MomentsAreAboutTheCentre<ThreeDimensions>();
    }

    [Fact]
    public void Points_are_in_morton_order() => Check.ForAll(Clouds.Of((1, 300), (2, 2)), cloud =>
    {
        using WorkerTeam team = new(1);
        TreeState state = new(cloud.Points);
        new MortonSort<TwoDimensions>(state, team).Sort(Maps.Positions<TwoDimensions>(cloud));
        int[] all = [.. Enumerable.Range(0, cloud.Points)];
        ulong[] codes = MortonCodes(cloud, all);
        Assert.Equal(all.OrderBy(i => codes[i]).ThenBy(i => i), state.Order);
    });

    /// <summary>
    /// A child covers no more of the grid than one of its parent's parts: its points share the bits above the cut, and those of the next
    /// child have others.
    /// </summary>
    [Fact]
    public void Children_are_the_parts_of_the_grid() => Check.ForAll(Clouds.Of((100, 2000), (2, 2)), cloud =>
    {
        using WorkerTeam team = new(1);
        SpaceTree<TwoDimensions> tree = Built<TwoDimensions>(cloud, team, 0.5);
        ulong[] codes = MortonCodes(cloud, tree.Order);
        for (int cell = 0; cell < tree.CellCount; cell++)
        {
            Cell head = tree.Cells[cell];
            ulong differing = codes[head.First] ^ codes[head.Last - 1];
            int cut = differing == 0 ? 64 : BitOperations.Log2(differing) & ~1;
            for (int child = cell + 1; child < head.Skip && differing != 0; child = tree.Cells[child].Skip)
            {
                (int first, int last) = (tree.Cells[child].First, tree.Cells[child].Last);
                Assert.Equal(codes[first] >> cut, codes[last - 1] >> cut);
                Assert.True(last == head.Last || codes[last] >> cut != codes[first] >> cut, $"cell {cell} is cut within a part at {last}");
            }
        }
    }, 30);

    /// <summary>Codes of some points; the oracle interleaves bit by bit.</summary>
    private static ulong[] MortonCodes(PointCloud cloud, int[] points)
    {
        float[] values = cloud.Values();
        double lowX = double.MaxValue, lowY = double.MaxValue, span = 0;
        for (int i = 0; i < cloud.Points; i++)
        {
            (lowX, lowY) = (Math.Min(lowX, values[2 * i]), Math.Min(lowY, values[(2 * i) + 1]));
        }

        for (int i = 0; i < cloud.Points; i++)
        {
            span = Math.Max(span, Math.Max(values[2 * i] - lowX, values[(2 * i) + 1] - lowY));
        }

        return Array.ConvertAll(points, Code);

        ulong Code(int i)
        {
            ulong code = 0;
            ulong x = Grid(values[2 * i] - lowX), y = Grid(values[(2 * i) + 1] - lowY);
            for (int bit = 0; bit < 32; bit++)
            {
                code |= (((x >> bit) & 1) << (2 * bit)) | (((y >> bit) & 1) << ((2 * bit) + 1));
            }

            return code;
        }

        ulong Grid(double offset) => span == 0 ? 0 : Math.Min((ulong)(offset * (Math.ScaleB(1, 32) / span)), uint.MaxValue);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_does_not_depend_on_the_number_of_threads(int threads)
    {
        float[] positions = Maps.Disc<TwoDimensions>(100_000, 10, 1);
        using WorkerTeam one = new(1), many = new(threads);
        TreeState first = new(100_000), second = new(100_000);
        new MortonSort<TwoDimensions>(first, one).Sort(positions);
        new MortonSort<TwoDimensions>(second, many).Sort(positions);
        Assert.Equal(first.Order, second.Order);
    }

    /// <summary>At θ = 0 too: a cell without width is never opened, and stands for its points exactly.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Coincident_points_are_cut_by_number(double theta)
    {
        const int Points = 50_000;
        using WorkerTeam team = new(2);
        SpaceTree<TwoDimensions> tree = new(new TreeState(Points), team);
        float[] positions = new float[2 * Points];
        tree.Build(positions);
        tree.Refit(positions, theta);
        AssertTree(tree);
        Assert.All(tree.Cells.ToArray(), cell => Assert.Equal(0, Reach(tree, cell)));
    }

    private static void SpreadHolds<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Clouds.Of((50, 300), (TSpace.Dimensions, TSpace.Dimensions)), cloud =>
        {
            // Each axis is the longest in turn.
            int d = TSpace.Dimensions;
            float[] values = [.. cloud.Values().Select((value, at) => (cloud.Seed + at) % d == 0 ? 3 * value : value)];
            using WorkerTeam team = new(1);
            SpaceTree<TSpace> tree = new(new TreeState(cloud.Points), team);
            float[] positions = Maps.Positions<TSpace>(values, cloud.Points);
            tree.Build(positions);
            tree.Refit(positions, 0.5);
            double leaves = tree.Cells.ToArray().Take(tree.CellCount).Where((cell, at) => cell.Skip == at + 1).Sum(Width);
            double whole = Width(tree.Cells[0]);
            Assert.Equal(whole == 0 ? 0 : leaves / tree.CellCount / whole, tree.LeafSpread, 1e-5);

            double Width(Cell cell) => Enumerable.Range(0, d).Max(axis =>
                tree.Order[cell.First..cell.Last].Max(p => (double)values[(p * d) + axis])
                - tree.Order[cell.First..cell.Last].Min(p => (double)values[(p * d) + axis]));
        }, 30);

    private static void MomentsAreAboutTheCentre<TSpace>()
        where TSpace : struct, ISpace
    {
        const int Points = 20;
        const float Far = 4096, Step = 1f / 2048;
        int d = TSpace.Dimensions;
        for (int seed = 0; seed < 20; seed++)
        {
            // Next to each other in single precision: the mean of the points is as far from a float as they are from each other.
            Random random = new(seed);
            float[] values = [.. Enumerable.Range(0, Points * d).Select(_ => Far + (random.Next(4) * Step))];
            using WorkerTeam team = new(1);
            SpaceTree<TSpace> tree = new(new TreeState(Points), team);
            float[] positions = Maps.Positions<TSpace>(values, Points);
            tree.Build(positions);
            tree.Refit(positions, 0.5);
            Assert.Equal(1, tree.CellCount);
            int at = d + 2;
            for (int row = 0; row < d; row++)
            {
                for (int column = row; column < d; column++)
                {
                    double moment = Enumerable.Range(0, Points).Sum(p => About(p, row) * About(p, column));
                    Assert.Equal(4 * moment, tree.Expansions[at++], 1e-6 * Points * Step * Step);
                }
            }

            double About(int point, int axis) => (double)values[(point * d) + axis] - tree.Expansions[axis];
        }
    }

    private static void IsTree<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Clouds.Of((1, 500), (TSpace.Dimensions, TSpace.Dimensions)), cloud =>
        {
            using WorkerTeam team = new(1);
            AssertTree(Built<TSpace>(cloud, team, 0.5));
        });

    private static SpaceTree<TSpace> Built<TSpace>(PointCloud cloud, WorkerTeam team, double theta, float[]? masses = null)
        where TSpace : struct, ISpace
    {
        SpaceTree<TSpace> tree = new(new TreeState(cloud.Points), team);
        float[] positions = Maps.Positions<TSpace>(cloud);
        tree.Build(positions);
        tree.Refit(positions, theta, masses);
        return tree;
    }

    private static void AssertTree<TSpace>(SpaceTree<TSpace> tree)
        where TSpace : struct, ISpace
    {
        Assert.Equal(Enumerable.Range(0, tree.Points), tree.Order.Order());
        Assert.Equal((0, tree.Points, tree.CellCount), (tree.Cells[0].First, tree.Cells[0].Last, tree.Cells[0].Skip));
        for (int cell = 0; cell < tree.CellCount; cell++)
        {
            Cell head = tree.Cells[cell];
            Assert.True(head.Last > head.First);
            AssertInFamily(tree, cell);
            if (head.Skip == cell + 1)
            {
                Assert.True(head.Last - head.First <= SpaceTree<TSpace>.BucketSize);
                continue;
            }

            // Children follow each other and cover their parent, nothing twice.
            int place = head.First, children = 0, child = cell + 1;
            while (child < head.Skip)
            {
                Assert.Equal(place, tree.Cells[child].First);
                place = tree.Cells[child].Last;
                child = tree.Cells[child].Skip;
                children++;
            }

            Assert.Equal((head.Last, head.Skip), (place, child));
            Assert.InRange(children, 2, 1 << TSpace.Dimensions);
        }
    }

    private static void AssertInFamily<TSpace>(SpaceTree<TSpace> tree, int cell)
        where TSpace : struct, ISpace
    {
        Cell head = tree.Cells[cell];
        CellFamilies<TSpace> families = tree.Families;
        int family = head.Slot / CellFamilies<TSpace>.Width, lane = head.Slot % CellFamilies<TSpace>.Width;
        Assert.NotEqual(0u, (families.Members(family) >> lane) & 1);
        Assert.Equal(
            (head.First, head.Last, cell), (families.First(family)[lane], families.Last(family)[lane], families.Cells(family)[lane]));
        int children = families.Children(family)[lane];
        Assert.Equal(head.Skip == cell + 1, children < 0);
        if (children >= 0)
        {
            Assert.Equal(cell + 1, families.Cells(children)[0]);
        }
    }

    private static float Reach<TSpace>(SpaceTree<TSpace> tree, Cell cell)
        where TSpace : struct, ISpace =>
        tree.Families.ReachSquared(cell.Slot / CellFamilies<TSpace>.Width)[cell.Slot % CellFamilies<TSpace>.Width];

    private static void MomentsHold<TSpace>(bool moved = false, bool weighted = false)
        where TSpace : struct, ISpace => Check.ForAll(Clouds.Of((1, moved ? 900 : 300), (TSpace.Dimensions, TSpace.Dimensions)), cloud =>
        {
            using WorkerTeam team = new(1);
            const double Theta = 0.4;
            Random random = new(cloud.Seed);
            float[]? masses = weighted
                ? [.. Enumerable.Range(0, cloud.Points).Select(_ => (float)Math.Pow(10, 3 * random.NextDouble()))]
                : null;
            SpaceTree<TSpace> tree = Built<TSpace>(cloud, team, Theta, masses);
            int d = TSpace.Dimensions;
            float[] values = cloud.Values();
            if (moved)
            {
                values = [.. values[d..], .. values[..d]];
                tree.Refit(Maps.Positions<TSpace>(values, cloud.Points), Theta, masses);
            }

            double[,] y = Dense.From(values, cloud.Points, d);
            for (int cell = 0; cell < tree.CellCount; cell++)
            {
                Cell head = tree.Cells[cell];
                int[] points = tree.Order[head.First..head.Last];
                ReadOnlySpan<float> expansion = tree.Expansions.AsSpan(
                    cell * SpaceTree<TSpace>.ExpansionStride, SpaceTree<TSpace>.ExpansionStride);
                double mass = points.Sum(Mass);
                double[] centre = [.. Enumerable.Range(0, d).Select(axis => points.Sum(p => Mass(p) * y[p, axis]) / mass)];
                double width = Enumerable.Range(0, d).Max(axis => points.Max(p => y[p, axis]) - points.Min(p => y[p, axis]));

                // A centre is rounded to single precision, 6e-8 of its coordinate; a moment about it is off by that times the width, a
                // point.
                double tolerance = 1e-6 * cloud.Spread,
                    slack = mass * ((1e-5 * width * width) + (2e-7 * cloud.Spread * width) + (1e-28 * cloud.Spread * cloud.Spread));
                for (int axis = 0; axis < d; axis++)
                {
                    Assert.Equal(centre[axis], expansion[axis], tolerance);
                }

                int family = head.Slot / CellFamilies<TSpace>.Width, lane = head.Slot % CellFamilies<TSpace>.Width;
                for (int kind = 0; kind < CellFamilies<TSpace>.FieldKinds; kind++)
                {
                    // A family holds what the expansion holds, the trace left out.
                    Assert.Equal(expansion[kind <= d ? kind : kind + 1], tree.Families.Field(family, kind)[lane]);
                }

                Assert.Equal(mass, expansion[d], 1e-6 * mass); // Rounded once a level.
                Assert.Equal(width * width / (Theta * Theta), Reach(tree, head), 1e-5 * width * width / (Theta * Theta));
                int at = d + 2;
                double trace = 0;
                for (int row = 0; row < d; row++)
                {
                    for (int column = row; column < d; column++)
                    {
                        double moment = points.Sum(p => Mass(p) * (y[p, row] - centre[row]) * (y[p, column] - centre[column]));
                        Assert.Equal(4 * moment, expansion[at++], 4 * slack);
                        trace += row == column ? moment : 0;
                    }
                }

                Assert.Equal(trace, expansion[d + 1], 3 * slack);
            }

            double Mass(int point) => masses?[point] ?? 1;
        }, moved ? 20 : 50);
}
