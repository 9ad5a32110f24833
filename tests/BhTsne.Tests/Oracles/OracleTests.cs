using BhTsne.Tests.Properties;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Oracles;

/// <summary>The oracles against each other and against values worked out by hand.</summary>
public sealed class OracleTests
{
    private static readonly Dictionary<string, IOracleObjective> Objectives = new()
    {
        ["t-SNE"] = new DenseTsne(),
        ["alpha = 1"] = new DenseStudent(1),
        ["alpha = 0.5"] = new DenseStudent(0.5),
        ["alpha = 3"] = new DenseStudent(3),
        ["symmetric SNE"] = new DenseSymmetricSne(),
        ["SNE"] = new DenseSne(),
    };

    public static TheoryData<string> ObjectiveNames => [.. Objectives.Keys];

    [Theory]
    [MemberData(nameof(ObjectiveNames))]
    public void The_gradient_is_the_derivative_of_the_cost(string name)
    {
        IOracleObjective objective = Objectives[name];
        Arbitrary<PointCloud> maps = Clouds.Of((2, 30), (1, 3), spreads: [0.1, 1, 3]);
        Check.ForAll(
            maps,
            map =>
            {
                double[,] y = map.ToDense(), p = Similarities(map, conditional: name == "SNE");
                double[,] expected = FiniteDifferences.Gradient(moved => objective.Cost(p, moved), y);

                // Points that coincide have no gradient to compare with, so a bound in absolute terms stands beside the relative one.
                Assert.True(Error(objective.Gradient(p, y), expected) <= 1e-6, $"error {Error(objective.Gradient(p, y), expected)}");
            },
            cases: 20);
    }

    [Fact]
    public void Student_with_one_degree_of_freedom_is_t_SNE()
    {
        PointCloud map = new(CloudShape.Uniform, 25, 2, 5, 3);
        double[,] y = map.ToDense(), p = Similarities(map, conditional: false);
        Assert.Equal(new DenseTsne().Cost(p, y), new DenseStudent(1).Cost(p, y), 1e-12);
        Assert.True(Dense.RelativeError(new DenseStudent(1).Gradient(p, y), new DenseTsne().Gradient(p, y)) < 1e-12);
    }

    [Fact]
    public void Attraction_less_repulsion_over_Z_is_a_quarter_of_the_gradient()
    {
        PointCloud map = new(CloudShape.Clusters, 30, 3, 4, 8);
        double[,] y = map.ToDense(), p = Similarities(map, conditional: false);
        double[,] attraction = DenseTsne.Attraction(p, y), repulsion = DenseTsne.Repulsion(y), gradient = new DenseTsne().Gradient(p, y);
        double z = DenseTsne.Z(y);
        for (int i = 0; i < 30; i++)
        {
            for (int d = 0; d < 3; d++)
            {
                Assert.Equal(gradient[i, d], 4 * (attraction[i, d] - (repulsion[i, d] / z)), 1e-14);
            }
        }
    }

    [Fact]
    public void Two_points_worked_out_by_hand()
    {
        double[,] y = { { 0, 0 }, { 1, 1 } };
        Assert.Equal(2.0 / 3, DenseTsne.Z(y), 1e-15);
        Assert.Equal(0.5, DenseTsne.Q(y)[0, 1], 1e-15);
        Assert.Equal(-1.0 / 9, DenseTsne.Repulsion(y)[0, 1], 1e-15);
        double[,] p = { { 0, 0.5 }, { 0.5, 0 } };
        Assert.Equal(-1.0 / 6, DenseTsne.Attraction(p, y)[0, 0], 1e-15);
        Assert.Equal(0, new DenseTsne().Cost(p, y), 1e-15);
    }

    [Fact]
    public void Every_row_has_the_perplexity_asked_for_and_P_sums_to_one()
    {
        Check.ForAll(
            Clouds.Of((12, 40), (1, 6), shapes: [CloudShape.Uniform, CloudShape.Clusters, CloudShape.Collinear]),
            cloud =>
            {
                double[,] conditional = DenseAffinities.Conditional(cloud.ToDense(), k: 11, perplexity: 3.7);
                for (int i = 0; i < cloud.Points; i++)
                {
                    double[] row = [.. Enumerable.Range(0, cloud.Points).Select(j => conditional[i, j])];
                    Assert.Equal(3.7, DenseAffinities.Perplexity(row), 1e-9);
                    Assert.Equal(1, row.Sum(), 1e-12);
                    Assert.Equal(0, row[i]);
                    Assert.InRange(row.Count(p => p > 0), 1, 11);
                }

                double[,] joint = DenseAffinities.Joint(conditional);
                Assert.Equal(1, joint.Cast<double>().Sum(), 1e-12);
                Assert.All(Enumerable.Range(0, cloud.Points), i => Assert.Equal(joint[i, 0], joint[0, i]));
            },
            cases: 30);
    }

    [Fact]
    public void A_row_of_equal_distances_is_uniform_and_one_of_two_distances_is_solved_by_hand()
    {
        Assert.All(DenseAffinities.Row([4, 4, 4, 4], 2), p => Assert.Equal(0.25, p, 1e-15));

        // p = (0.9, 0.1) needs exp(-beta (5 - 2)) = 1/9; its perplexity is exp(-0.9 ln 0.9 - 0.1 ln 0.1).
        double perplexity = Math.Exp((-0.9 * Math.Log(0.9)) - (0.1 * Math.Log(0.1)));
        Assert.Equal(0.9, DenseAffinities.Row([2, 5], perplexity)[0], 1e-9);
    }

    [Fact]
    public void Trustworthiness_worked_out_by_hand()
    {
        double[,] line = { { 0 }, { 1 }, { 2.1 }, { 3.3 }, { 4.6 }, { 6 } };
        Assert.Equal(1, Trustworthiness.Of(line, line, 2));

        // Points 0 and 5 trade places: seen with k = 1, each of the six has a wrong neighbour or keeps the right one as counted here.
        double[,] swapped = { { 6 }, { 1 }, { 2.1 }, { 3.3 }, { 4.6 }, { 0 } };
        double penalty = (Rank(0, 4) - 1) + (Rank(1, 5) - 1) + 0 + 0 + (Rank(4, 3) - 1) + (Rank(5, 1) - 1);
        Assert.Equal(1 - (2.0 / (6 * 1 * (12 - 3 - 1)) * penalty), Trustworthiness.Of(line, swapped, 1), 1e-15);

        // In the line, the rank of j seen from i is how many are nearer, plus 1.
        int Rank(int i, int j) =>
            1 + Enumerable.Range(0, 6).Count(o => o != i && Math.Abs(line[o, 0] - line[i, 0]) < Math.Abs(line[j, 0] - line[i, 0]));
    }

    [Fact]
    public void Label_accuracy_counts_the_majority_of_the_nearest()
    {
        double[,] line = { { 0 }, { 1 }, { 2 }, { 10 }, { 11 }, { 12 } };
        Assert.Equal(1, NeighborLabelAccuracy.Of(line, [0, 0, 0, 1, 1, 1], 2));
        Assert.Equal(5.0 / 6, NeighborLabelAccuracy.Of(line, [0, 0, 0, 1, 1, 0], 1), 1e-15);
    }

    [Fact]
    public void A_failing_property_names_the_seed_that_replays_it()
    {
        Exception failure = Assert.ThrowsAny<Exception>(
            () => Check.That(Prop.ForAll(Clouds.Of((2, 9), (1, 2)), cloud => cloud.Points < 2)));
        Assert.Matches("BHTSNE_PROPERTY_SEED=[0-9]+", failure.Message);
        Assert.Contains("Points = 2", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A P with structure of its own, from points that the map knows nothing of.</summary>
    internal static double[,] Similarities(PointCloud map, bool conditional)
    {
        double[,] x = new PointCloud(CloudShape.Uniform, map.Points, 4, 1, map.Seed ^ 0x5A5A).ToDense();
        int k = Math.Max(1, (map.Points - 1) * 2 / 3);
        double[,] rows = DenseAffinities.Conditional(x, k, Math.Max(1, k / 2.0));
        return conditional ? rows : DenseAffinities.Joint(rows);
    }

    /// <summary>The relative error, or the absolute one where the gradient is next to nothing.</summary>
    internal static double Error(double[,] actual, double[,] expected)
    {
        double size = Math.Sqrt(Dense.Flat(expected).ToArray().Sum(g => g * g));
        return size > 1e-3 ? Dense.RelativeError(actual, expected) : Dense.RelativeError(actual, expected) * size;
    }
}
