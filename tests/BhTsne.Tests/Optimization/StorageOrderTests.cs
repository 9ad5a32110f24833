using BhTsne.Attraction;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Affinities;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Optimization;

/// <summary>The order in which points and P lie in memory changes no result, only the time.</summary>
public sealed class StorageOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_sorted_p_is_p_with_rows_and_columns_in_the_new_order(int threads) => Check.ForAll(SparseAffinities.Of(2, 90), p =>
    {
        using WorkerTeam team = new(threads);
        double[,] expected = Graphs.ToDense(p.ToAffinities().Matrix);
        SortedAffinities sorted = new(p.ToAffinities().Matrix, team);

        // Twice: the second order must not build on the first.
        for (int seed = 1; seed <= 2; seed++)
        {
            int[] order = Order(p.Points, p.Seed ^ seed);
            sorted.Sort(order);
            SparseMatrix actual = sorted.Matrix;
            double[,] dense = Graphs.ToDense(actual);
            for (int i = 0; i < p.Points; i++)
            {
                int[] columns = actual.ColumnsOf(i).ToArray();
                Assert.Equal(columns.Distinct().Order(), columns);
                for (int j = 0; j < p.Points; j++)
                {
                    Assert.Equal(expected[order[i], order[j]], dense[i, j]);
                }
            }
        }
    }, 50);

    [Fact]
    public void A_state_moves_positions_and_kept_numbers_and_returns_the_map_in_the_callers_order()
    {
        const int Points = 37;
        Embedding start = new(new PointCloud(CloudShape.Uniform, Points, 2, 1, 3).Values(), 2);
        DescentState<TwoDimensions> state = DescentState<TwoDimensions>.Create<MomentumWithGains>(start);
        for (int i = 0; i < 2 * Points; i++)
        {
            (state.First[i], state.Second[i]) = (100 + i, 1000 + i);
        }

        float[] map = state.ToEmbedding().Values.ToArray(), positions = [.. state.Positions];
        int[] first = Order(Points, 1), second = Order(Points, 2);
        state.Reorder(first);
        state.Tree.RebuildIsDue = false;
        state.Reorder(second);
        Assert.True(state.Tree.RebuildIsDue, "the tree names places of the order before");
        Assert.Equal(second.Select(place => first[place]), state.Order);
        for (int place = 0; place < Points; place++)
        {
            for (int axis = 0; axis < 2; axis++)
            {
                int at = (2 * place) + axis, point = (2 * state.Order[place]) + axis;
                Assert.Equal((positions[point], 100f + point, 1000f + point), (state.Positions[at], state.First[at], state.Second[at]));
            }
        }

        Assert.Equal(map, state.ToEmbedding().Values.ToArray());
    }

    [Fact]
    public void The_gradient_is_the_same_in_another_order() => Check.ForAll(SparseAffinities.Of(3, 120), p =>
    {
        using WorkerTeam team = new(2);
        AffinityMatrix affinities = p.ToAffinities();
        PointLayout layout = new(affinities, team);
        TreeState tree = new(p.Points);
        IGradient gradient = DescentFactory.Gradient<TwoDimensions>(affinities, layout, tree, new TsneOptions(), team);
        float[] positions = Maps.Positions<TwoDimensions>(new PointCloud(CloudShape.Uniform, p.Points, 2, 3, p.Seed));
        double cost = gradient.ComputeWithCost(positions, 0), z = gradient.Z;
        float[] attraction = [.. gradient.Attraction], repulsion = [.. gradient.Repulsion];

        int[] order = Order(p.Points, p.Seed);
        float[] moved = new float[positions.Length];
        for (int place = 0; place < p.Points; place++)
        {
            positions.AsSpan(2 * order[place], 2).CopyTo(moved.AsSpan(2 * place));
        }

        layout.Follow(order);
        tree.RebuildIsDue = true;
        Assert.Equal(cost, gradient.ComputeWithCost(moved, 0), 1e-5);
        Assert.Equal(z, gradient.Z, 1e-5 * z);
        double size = attraction.Max(MathF.Abs) + repulsion.Max(MathF.Abs);
        for (int at = 0; at < 2 * p.Points; at++)
        {
            int point = (2 * order[at / 2]) + (at % 2);
            Assert.Equal(attraction[point], gradient.Attraction[at], 1e-5 * size);
            Assert.Equal(repulsion[point], gradient.Repulsion[at], 1e-5 * size);
        }
    }, 50);

    private static int[] Order(int points, int seed)
    {
        int[] order = [.. Enumerable.Range(0, points)];
        new Random(seed).Shuffle(order);
        return order;
    }
}
