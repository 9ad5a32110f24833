using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Repulsion;

public sealed class RepulsionTests
{
    /// <summary>Rounding: sums of a few hundred terms in single precision.</summary>
    private const double Rounding = 3e-6;

    [Fact]
    public void Exact_repulsion_is_the_direct_sum_in_one_dimension() => ExactIsDirect<OneDimension>();

    [Fact]
    public void Exact_repulsion_is_the_direct_sum_in_two_dimensions() => ExactIsDirect<TwoDimensions>();

    [Fact]
    public void Exact_repulsion_is_the_direct_sum_in_three_dimensions() => ExactIsDirect<ThreeDimensions>();

    [Fact]
    public void At_theta_zero_the_tree_is_exact_in_one_dimension() => TreeIsExactAtThetaZero<OneDimension>();

    [Fact]
    public void At_theta_zero_the_tree_is_exact_in_two_dimensions() => TreeIsExactAtThetaZero<TwoDimensions>();

    [Fact]
    public void At_theta_zero_the_tree_is_exact_in_three_dimensions() => TreeIsExactAtThetaZero<ThreeDimensions>();

    [Fact]
    public void The_error_stays_within_what_theta_promises_in_one_dimension() => ErrorIsBounded<OneDimension>();

    [Fact]
    public void The_error_stays_within_what_theta_promises_in_two_dimensions() => ErrorIsBounded<TwoDimensions>();

    [Fact]
    public void The_error_stays_within_what_theta_promises_in_three_dimensions() => ErrorIsBounded<ThreeDimensions>();

    /// <summary>Third order, as second moments promise; centres of mass alone are of second order and ten times worse here.</summary>
    [Fact]
    public void The_error_falls_with_the_third_power_of_theta()
    {
        OrderIsThird<OneDimension>(4000, 400, 2e-3);
        OrderIsThird<TwoDimensions>(4000, 60, 2e-3);
        OrderIsThird<ThreeDimensions>(4000, 20, 2e-3);
    }

    [Fact]
    public void Exact_forces_cancel() => Check.ForAll(Clouds.Of((2, 300), (2, 2)), cloud =>
    {
        float[] positions = Maps.Positions<TwoDimensions>(cloud);
        double[,] forces = Maps.BarnesHut<TwoDimensions>(positions, cloud.Points, 0).R;
        double[,] magnitudes = Maps.Magnitudes(cloud.ToDense());
        for (int axis = 0; axis < 2; axis++)
        {
            double sum = 0, size = 0;
            for (int i = 0; i < cloud.Points; i++)
            {
                sum += forces[i, axis];
                size += magnitudes[i, axis];
            }

            Assert.True(Math.Abs(sum) <= Rounding * size, $"{sum} of {size}");
        }
    });

    [Fact]
    public void Coincident_points_receive_equal_finite_forces() => Check.ForAll(
        Clouds.Of((2, 400), (2, 2), shapes: [CloudShape.Duplicates, CloudShape.Coincident]),
        cloud =>
        {
            double[,] forces = Maps.BarnesHut<TwoDimensions>(Maps.Positions<TwoDimensions>(cloud), cloud.Points, 0.5).R;
            double[,] y = cloud.ToDense(), magnitudes = Maps.Magnitudes(y);
            Dictionary<(double, double), int> seen = [];
            for (int i = 0; i < cloud.Points; i++)
            {
                int other = seen.TryGetValue((y[i, 0], y[i, 1]), out int first) ? first : i;
                seen[(y[i, 0], y[i, 1])] = other;
                for (int axis = 0; axis < 2; axis++)
                {
                    Assert.True(double.IsFinite(forces[i, axis]));

                    // Points of different groups may see the same cells from boxes of different size: equal within the error of theta.
                    Assert.True(Math.Abs(forces[i, axis] - forces[other, axis]) <= 0.05 * (magnitudes[i, 0] + magnitudes[i, 1]));
                }
            }
        });

    /// <summary>A heavy duplicate must not make a pass quadratic: its cells have width 0 and are summarised exactly.</summary>
    [Fact]
    public void A_heavy_duplicate_costs_no_more_than_other_points()
    {
        const int Points = 60_000;
        float[] positions = Maps.Disc<TwoDimensions>(Points, 50, 3);
        long without = Work(positions, Points);
        positions.AsSpan(0, Points).Clear();
        long with = Work(positions, Points);
        Assert.True(with < without, $"{with} interactions with a heavy duplicate, {without} without");
    }

    [Fact]
    public void Two_far_clusters_keep_their_inner_repulsion()
    {
        float[] near = Maps.Disc<TwoDimensions>(200, 3, 5), positions = new float[800];
        near.AsSpan(0, 400).CopyTo(positions);
        near.AsSpan(0, 400).CopyTo(positions.AsSpan(400));
        for (int i = 400; i < 800; i++)
        {
            positions[i] += 1e6f;
        }

        // The far copy as single precision holds it; the oracle sees the same rounded points.
        double[,] y = Maps.Dense<TwoDimensions>(positions, 400);
        (double z, double[,] r) = Maps.BarnesHut<TwoDimensions>(positions, 400, 0.5);
        Assert.Equal(DenseTsne.Z(y), z, 1e-3 * z);
        Assert.True(Maps.Error(r, DenseTsne.Repulsion(y), Maps.Magnitudes(y)) < 5e-3);
    }

    /// <summary>A repulsion that moved so far would build its tree anew before it walks; here the old one must serve.</summary>
    [Fact]
    public void A_refitted_tree_is_as_exact_as_a_new_one() => Check.ForAll(Clouds.Of((50, 400), (2, 2), [1, 10]), cloud =>
    {
        float[] built = Maps.Positions<TwoDimensions>(cloud), positions = [.. built];

        // Moved so far that the tree is in disorder.
        Random random = new(cloud.Seed);
        for (int i = 0; i < 2 * cloud.Points; i++)
        {
            positions[i] += (float)((random.NextDouble() - 0.5) * cloud.Spread);
        }

        double[,] y = Maps.Dense<TwoDimensions>(positions, cloud.Points);
        (double z, double[,] r) = Maps.Refitted<TwoDimensions>(built, positions, cloud.Points, 0);
        Assert.Equal(DenseTsne.Z(y), z, Rounding * z);
        Assert.True(Maps.Error(r, DenseTsne.Repulsion(y), Maps.Magnitudes(y)) <= Rounding);
    }, 30);

    [Fact]
    public void A_refitted_tree_keeps_the_promise_of_theta()
    {
        const int Points = 3000;
        float[] built = Maps.Disc<TwoDimensions>(Points, 60, 11), positions = [.. built];
        Random random = new(12);
        for (int i = 0; i < 2 * Points; i++)
        {
            positions[i] += (float)(random.NextDouble() * 20);
        }

        double[,] y = Maps.Dense<TwoDimensions>(positions, Points);
        double[,] r = Maps.Refitted<TwoDimensions>(built, positions, Points, 0.5).R;
        Assert.True(Dense.RelativeError(r, DenseTsne.Repulsion(y)) < 3e-3);
    }

    /// <summary>Points that hardly move keep their tree, and a tree that is worn out is built anew: its order shows which.</summary>
    [Fact]
    public void The_tree_is_kept_while_points_hardly_move()
    {
        using WorkerTeam team = new(1);
        const int Points = 3000;
        TreeState tree = new(Points);
        BarnesHutRepulsion<TwoDimensions, StudentKernel> repulsion = new(default, tree, team);
        float[] positions = Maps.Disc<TwoDimensions>(Points, 60, 11);
        Maps.Run<TwoDimensions>(repulsion, positions, Points, 0.5);
        int[] order = [.. tree.Order];
        Assert.Equal(Enumerable.Range(0, Points), order.Order());

        // Turned by a third of a right angle: every box is another, but neighbours stay neighbours.
        float[] turned = new float[positions.Length];
        (float sine, float cosine) = MathF.SinCos(MathF.PI / 6);
        for (int i = 0; i < 2 * Points; i += 2)
        {
            turned[i] = (cosine * positions[i]) - (sine * positions[i + 1]);
            turned[i + 1] = (sine * positions[i]) + (cosine * positions[i + 1]);
        }

        double[,] y = Maps.Dense<TwoDimensions>(turned, Points);
        double[,] r = Maps.Run<TwoDimensions>(repulsion, turned, Points, 0.5).R;
        Assert.Equal(order, tree.Order);
        Assert.True(Dense.RelativeError(r, DenseTsne.Repulsion(y)) < 3e-3);

        float[] other = Maps.Disc<TwoDimensions>(Points, 60, 13);
        Maps.Run<TwoDimensions>(repulsion, other, Points, 0.5);
        Assert.NotEqual(order, tree.Order);
    }

    /// <summary>A pass has the bits of a tree that was used with no other θ before.</summary>
    [Fact]
    public void Every_pass_has_the_accuracy_that_it_is_called_with()
    {
        using WorkerTeam team = new(1);
        const int Points = 3000;
        float[] positions = Maps.Disc<TwoDimensions>(Points, 60, 11);
        BarnesHutRepulsion<TwoDimensions, StudentKernel> repulsion = new(default, new TreeState(Points), team);
        (double fineZ, double[,] fineR) = Maps.BarnesHut<TwoDimensions>(positions, Points, 0.5);
        (double coarseZ, double[,] coarseR) = Maps.BarnesHut<TwoDimensions>(positions, Points, 1);
        Assert.NotEqual(fineZ, coarseZ);
        foreach (bool coarse in new[] { false, true, true, false })
        {
            (double z, double[,] r) = Maps.Run<TwoDimensions>(repulsion, positions, Points, coarse ? 1 : 0.5);
            Assert.Equal(coarse ? coarseZ : fineZ, z);
            Assert.Equal(coarse ? coarseR : fineR, r);
        }
    }

    [Fact]
    public void Translation_leaves_forces_and_z_alone() => Check.ForAll(Clouds.Of((2, 300), (2, 2), [1, 10]), cloud =>
    {
        // Rounded as they are far from the origin, so that the translation is exact.
        float[] moved = [.. Maps.Positions<TwoDimensions>(cloud).Select(value => value + 64)],
            positions = [.. moved.Select(value => value - 64)];
        (double z, double[,] r) = Maps.BarnesHut<TwoDimensions>(positions, cloud.Points, 0);
        (double movedZ, double[,] movedR) = Maps.BarnesHut<TwoDimensions>(moved, cloud.Points, 0);
        Assert.Equal(z, movedZ, Rounding * z);
        Assert.True(Maps.Error(movedR, r, Maps.Magnitudes(Maps.Dense<TwoDimensions>(moved, cloud.Points))) <= Rounding);
    });

    [Fact]
    public void Relabelling_relabels_forces() => Check.ForAll(
        Clouds.Of((2, 300), (2, 2), shapes: [CloudShape.Uniform, CloudShape.Clusters]),
        cloud =>
        {
            float[] positions = Maps.Positions<TwoDimensions>(cloud);
            int[] places = [.. Enumerable.Range(0, cloud.Points)];
            new Random(cloud.Seed).Shuffle(places);
            float[] shuffled = new float[positions.Length];
            for (int i = 0; i < cloud.Points; i++)
            {
                positions.AsSpan(2 * i, 2).CopyTo(shuffled.AsSpan(2 * places[i]));
            }

            (double z, double[,] r) = Maps.BarnesHut<TwoDimensions>(positions, cloud.Points, 0.5);
            (double shuffledZ, double[,] shuffledR) = Maps.BarnesHut<TwoDimensions>(shuffled, cloud.Points, 0.5);

            // The tree knows positions, not labels: the same bits (no two points of these clouds have one code).
            Assert.Equal(z, shuffledZ);
            for (int i = 0; i < cloud.Points; i++)
            {
                Assert.Equal((r[i, 0], r[i, 1]), (shuffledR[places[i], 0], shuffledR[places[i], 1]));
            }
        });

    [Fact]
    public void A_quarter_turn_turns_forces() => Check.ForAll(Clouds.Of((2, 300), (2, 2)), cloud =>
    {
        double[,] y = cloud.ToDense();
        float[] positions = Maps.Positions<TwoDimensions>(cloud);
        float[] turned = new float[positions.Length];
        for (int i = 0; i < cloud.Points; i++)
        {
            (turned[2 * i], turned[(2 * i) + 1]) = (-positions[(2 * i) + 1], positions[2 * i]);
        }

        double[,] r = Maps.BarnesHut<TwoDimensions>(positions, cloud.Points, 0).R,
            turnedR = Maps.BarnesHut<TwoDimensions>(turned, cloud.Points, 0).R;
        double[,] back = new double[cloud.Points, 2];
        for (int i = 0; i < cloud.Points; i++)
        {
            (back[i, 0], back[i, 1]) = (turnedR[i, 1], -turnedR[i, 0]);
        }

        Assert.True(Maps.Error(back, r, Maps.Magnitudes(y)) <= Rounding);
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        const int Points = 30_000;
        float[] positions = Maps.Disc<TwoDimensions>(Points, 80, 17);
        (double z, double[,] r) = Maps.BarnesHut<TwoDimensions>(positions, Points, 0.5, 1);
        (double otherZ, double[,] otherR) = Maps.BarnesHut<TwoDimensions>(positions, Points, 0.5, threads);
        Assert.Equal(z, otherZ);
        Assert.Equal(r.Cast<double>(), otherR.Cast<double>());
    }

    /// <summary>Interactions of one pass, group by group.</summary>
    private static long Work(float[] positions, int points)
    {
        using WorkerTeam team = new(1);
        SpaceTree<TwoDimensions> tree = new(new TreeState(points), team);
        tree.Build(positions);
        tree.Refit(positions, 0.5);
        InteractionList<TwoDimensions, StudentKernel> list = new(default, tree.CellCapacity);
        long work = 0;
        for (int first = 0; first < points; first += 48)
        {
            int last = Math.Min(first + 48, points);
            Box<TwoDimensions> box = new(tree.Coordinates, first, last);
            list.BeginBlock(tree, box, first, last);
            list.Fill(tree, box, first, last);
            work += list.CellCount + list.BlockExpansion.CellCount + list.GroupExpansion.CellCount;
            for (int range = 0; range < list.Ranges.Length; range += 2)
            {
                work += list.Ranges[range + 1] - list.Ranges[range];
            }
        }

        return work;
    }

    private static void ExactIsDirect<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Clouds.Of((1, 200), (TSpace.Dimensions, TSpace.Dimensions)), cloud =>
        AssertExact(cloud, Maps.Exact<TSpace>(Maps.Positions<TSpace>(cloud), cloud.Points)));

    private static void TreeIsExactAtThetaZero<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Clouds.Of((1, 400), (TSpace.Dimensions, TSpace.Dimensions)), cloud =>
        AssertExact(cloud, Maps.BarnesHut<TSpace>(Maps.Positions<TSpace>(cloud), cloud.Points, 0)));

    private static void AssertExact(PointCloud cloud, (double Z, double[,] R) actual)
    {
        double[,] y = cloud.ToDense();
        Assert.Equal(DenseTsne.Z(y), actual.Z, Rounding * actual.Z);
        double error = Maps.Error(actual.R, DenseTsne.Repulsion(y), Maps.Magnitudes(y));
        Assert.True(error <= Rounding, $"error {error}");
    }

    /// <summary>
    /// The remainder of a second-order expansion of a kernel like 1/r³ about a cell of half-diagonal ρ at distance r is at most about 10
    /// (ρ/r)³ of the cell's term, ρ/r &lt; θ √d / 2. Errors of many cells cancel, so a tenth of that holds with room to spare. A
    /// lattice has five places along an axis: there are not many cells, and it is held to the whole remainder.
    /// </summary>
    private static void ErrorIsBounded<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Clouds.Of((20, 600), (TSpace.Dimensions, TSpace.Dimensions)), cloud =>
        {
            float[] positions = Maps.Positions<TSpace>(cloud);
            double[,] y = cloud.ToDense(), expected = DenseTsne.Repulsion(y), magnitudes = Maps.Magnitudes(y);
            double z = DenseTsne.Z(y);
            foreach (double theta in new[] { 0.2, 0.5, 1 })
            {
                (double actualZ, double[,] r) = Maps.BarnesHut<TSpace>(positions, cloud.Points, theta);
                double remainder = 10 * Math.Pow(theta * Math.Sqrt(TSpace.Dimensions) / 2, 3);
                double bound = (cloud.Shape == CloudShape.Lattice ? remainder : remainder / 10) + Rounding;
                Assert.Equal(z, actualZ, bound * z);
                double error = Maps.Error(r, expected, magnitudes);
                Assert.True(error <= bound, $"error {error} at theta {theta}");
            }
        }, 40);

    private static void OrderIsThird<TSpace>(int points, double radius, double atHalf)
        where TSpace : struct, ISpace
    {
        float[] positions = Maps.Disc<TSpace>(points, radius, 29);
        double[,] y = Maps.Dense<TSpace>(positions, points), expected = DenseTsne.Repulsion(y);
        double expectedZ = DenseTsne.Z(y);
        (double R, double Z) Error(double theta)
        {
            (double z, double[,] r) = Maps.BarnesHut<TSpace>(positions, points, theta);
            return (Dense.RelativeError(r, expected), Math.Abs(z - expectedZ) / expectedZ);
        }

        (double wide, _) = Error(0.8);
        (double half, double halfZ) = Error(0.5);
        (double narrow, double narrowZ) = Error(0.2);
        Assert.True(half < atHalf, $"error {half} at theta 0.5");

        // Errors of Z, a sum without signs, cancel further; centres of mass alone miss these bounds several times over.
        Assert.True(halfZ < 2e-4, $"error {halfZ} of Z at theta 0.5");
        Assert.True(narrowZ < 1e-5, $"error {narrowZ} of Z at theta 0.2");

        // log(wide / narrow) / log(4): 3 for third order; centres of mass alone give 2.
        Assert.True(Math.Log(wide / narrow) / Math.Log(4) > 2.5, $"errors {wide} at 0.8, {narrow} at 0.2");
    }
}
