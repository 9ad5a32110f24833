using BhTsne.Data;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Optimization;

/// <summary>
/// A point with a weight is that many points at one place: in every sum over pairs, in the normalisers, the gradient and the cost.
/// </summary>
public sealed class WeightTests
{
    private const double Rounding = 1e-5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_over_pairs_are_those_of_the_repeated_points(bool exact)
    {
        PairSumsHold<OneDimension, StudentKernel>(default, exact);
        PairSumsHold<TwoDimensions, StudentTailKernel>(new StudentTailKernel(0.6), exact);
        PairSumsHold<ThreeDimensions, GaussianKernel>(default, exact);
    }

    [Theory]
    [InlineData("t-SNE", 2)]
    [InlineData("alpha = 3", 1)]
    [InlineData("symmetric SNE", 3)]
    [InlineData("SNE", 2)]
    public void The_gradient_and_the_cost_are_those_of_the_repeated_points(string name, int dimensions)
    {
        foreach (int seed in new[] { 1, 2, 3 })
        {
            switch (dimensions)
            {
                case 1:
                    GradientHolds<OneDimension>(ObjectiveCase.All[name], seed);
                    break;
                case 2:
                    GradientHolds<TwoDimensions>(ObjectiveCase.All[name], seed);
                    break;
                default:
                    GradientHolds<ThreeDimensions>(ObjectiveCase.All[name], seed);
                    break;
            }
        }
    }

    /// <summary>
    /// At the usual θ cells of unequal masses are summarised about their centres of mass, and the error is what it is with equal ones.
    /// </summary>
    [Fact]
    public void Cells_of_unequal_masses_keep_the_promise_of_theta()
    {
        const int Points = 3000;
        using WorkerTeam team = new(1);
        float[] positions = Maps.Disc<TwoDimensions>(Points, 50, 7), r = new float[positions.Length],
            expected = new float[positions.Length];
        float[] masses = [.. Enumerable.Range(0, Points).Select(i => (float)Math.Pow(10, i % 4))];
        Compute(new BarnesHutRepulsion<TwoDimensions, StudentKernel>(default, new TreeState(Points), team), positions, masses, 0.5, r);
        Compute(new ExactRepulsion<TwoDimensions, StudentKernel>(default, Points, team), positions, masses, 0, expected);
        Assert.True(Dense.RelativeError(Maps.Dense<TwoDimensions>(r, Points), Maps.Dense<TwoDimensions>(expected, Points)) < 3e-3);
    }

    /// <summary>A pass with masses leaves nothing behind in the tree that a pass without them would see.</summary>
    [Fact]
    public void A_pass_with_masses_does_not_change_the_next_one_without()
    {
        const int Points = 2000;
        using WorkerTeam team = new(2);
        float[] positions = Maps.Disc<TwoDimensions>(Points, 30, 3), first = new float[positions.Length],
            again = new float[positions.Length];
        float[] masses = [.. Enumerable.Range(0, Points).Select(i => 1f + (i % 7))];
        BarnesHutRepulsion<TwoDimensions, StudentKernel> repulsion = new(default, new TreeState(Points), team);
        double z = Compute(repulsion, positions, null, 0.5, first);
        Compute(repulsion, positions, masses, 0.5, again);
        Assert.NotEqual(first, again);
        Assert.Equal(z, Compute(repulsion, positions, null, 0.5, again));
        Assert.Equal(first, again);
    }

    private static void PairSumsHold<TSpace, TKernel>(TKernel kernel, bool exact)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel => Check.ForAll(Clouds.Of((2, 150), (TSpace.Dimensions, TSpace.Dimensions), [0.3, 2]), cloud =>
        {
            (float[] masses, int[] copied) = Copies(cloud.Points, cloud.Seed);
            (double[,] r, float[] phi) = Run(cloud.Values(), masses);
            (double[,] expected, float[] expectedPhi) = Run(Repeated<TSpace>(cloud, copied), null);
            double size = expected.Cast<double>().Max(Math.Abs) + expectedPhi.Max();
            for (int copy = 0; copy < copied.Length; copy++)
            {
                int point = copied[copy];
                Assert.Equal(expectedPhi[copy], phi[point] + (masses[point] - 1), Rounding * size);
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    Assert.Equal(expected[copy, axis], r[point, axis], Rounding * size);
                }
            }

            (double[,] R, float[] Phi) Run(float[] values, float[]? m)
            {
                using WorkerTeam team = new(1);
                int points = values.Length / TSpace.Dimensions;
                IPairSums pairs = exact
                    ? new ExactRepulsion<TSpace, TKernel>(kernel, points, team)
                    : new BarnesHutRepulsion<TSpace, TKernel>(kernel, new TreeState(points), team);
                float[] positions = Maps.Positions<TSpace>(values, points), forces = new float[positions.Length], sums = new float[points];
                Compute(pairs, positions, m, 0, forces, sums);
                return (Maps.Dense<TSpace>(forces, points), sums);
            }
        }, 30);

    /// <summary>
    /// The engine on weighted points against the definition on repeated ones, before and after the points are laid out anew.
    /// </summary>
    private static void GradientHolds<TSpace>(ObjectiveCase objective, int seed)
        where TSpace : struct, ISpace
    {
        const int Points = 40;
        PointCloud map = new(CloudShape.Uniform, Points, TSpace.Dimensions, 1.5, seed);
        (float[] masses, int[] copied) = Copies(Points, seed);
        int all = copied.Length;
        double[,] y = Dense.From(Repeated<TSpace>(map, copied), all, TSpace.Dimensions);

        // Copies are alike to everyone, and nobody is neighbour of its own copies: those entries would pull nothing.
        double[,] conditional = new double[all, all], summed = new double[Points, Points];
        double[,] between = OracleTests.Similarities(map, conditional: true);
        for (int a = 0; a < all; a++)
        {
            double row = Enumerable.Range(0, all).Sum(b => copied[a] == copied[b] ? 0 : between[copied[a], copied[b]]);
            for (int b = 0; b < all; b++)
            {
                conditional[a, b] = copied[a] == copied[b] ? 0 : between[copied[a], copied[b]] / row;
            }
        }

        double[,] joint = DenseAffinities.Joint(conditional);
        double sumOfPLogP = objective.Options.Objective == TsneObjective.Sne
            ? -Enumerable.Range(0, all).Average(a => DenseAffinities.Entropy(Enumerable.Range(0, all).Select(b => conditional[a, b])))
            : -DenseAffinities.Entropy(joint.Cast<double>());
        for (int a = 0; a < all; a++)
        {
            for (int b = 0; b < all; b++)
            {
                summed[copied[a], copied[b]] += joint[a, b];
            }
        }

        (double[,] expected, double expectedCost) = objective.Definition(conditional, y);
        double size = objective.Size(conditional, y);
        using WorkerTeam team = new(1);
        AffinityMatrix p = Weighted(objective, ObjectiveCase.Sparse(summed), masses, sumOfPLogP);
        PointLayout layout = new(p, team);
        TreeState tree = new(Points);
        IGradient gradient = DescentFactory.Gradient<TSpace>(p, layout, tree, objective.Options, team);
        AssertHolds(Enumerable.Range(0, Points).ToArray());
        int[] order = [.. Enumerable.Range(0, Points)];
        new Random(seed).Shuffle(order);
        layout.Follow(order);
        tree.RebuildIsDue = true;
        AssertHolds(order);

        void AssertHolds(int[] order)
        {
            float[] positions = new float[Lanes.RoundUp(Points * TSpace.Stride)], original = Maps.Positions<TSpace>(map);
            for (int place = 0; place < Points; place++)
            {
                original.AsSpan(order[place] * TSpace.Stride, TSpace.Stride).CopyTo(positions.AsSpan(place * TSpace.Stride));
            }

            Assert.Equal(expectedCost, gradient.ComputeWithCost(positions, 0), 1e-5 * (1 + Math.Abs(expectedCost) + Math.Log(all)));
            gradient.Compute(positions, 0);
            for (int copy = 0; copy < all; copy++)
            {
                int place = Array.IndexOf(order, copied[copy]);
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    int at = (place * TSpace.Stride) + axis;
                    Assert.Equal(expected[copy, axis], 4 * (gradient.Attraction[at] - (gradient.Repulsion[at] / gradient.Z)), 1e-5 * size);
                }
            }
        }
    }

    /// <summary>P with weights, as the engine would make it; SNE has the entropy of its rows instead of Σ p ln p.</summary>
    private static AffinityMatrix Weighted(ObjectiveCase objective, AffinityMatrix p, float[] weights, double sumOfPLogP) =>
        AffinityMatrix.Adopt(
        p.Matrix,
        new AffinitySums(1, sumOfPLogP),
        objective.Options.Objective == TsneObjective.Sne ? -sumOfPLogP : null,
        new PointWeights(weights));

    private static double Compute(IPairSums pairs, float[] positions, float[]? weights, double theta, float[] forces, float[]? sums = null)
    {
        pairs.SetSources(positions, weights, theta);
        return pairs.ComputeAtSources(forces, sums);
    }

    /// <summary>Masses of 1 to 4, and the point of each copy.</summary>
    private static (float[] Masses, int[] Copied) Copies(int points, int seed)
    {
        Random random = new(seed);
        float[] masses = [.. Enumerable.Range(0, points).Select(_ => (float)random.Next(1, 5))];
        return (masses, [.. Enumerable.Range(0, points).SelectMany(i => Enumerable.Repeat(i, (int)masses[i]))]);
    }

    private static float[] Repeated<TSpace>(PointCloud cloud, int[] copied)
        where TSpace : struct, ISpace
    {
        float[] values = cloud.Values();
        return [.. copied.SelectMany(i => values[(i * TSpace.Dimensions)..((i + 1) * TSpace.Dimensions)])];
    }
}
