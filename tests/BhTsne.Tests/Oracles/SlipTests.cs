using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Oracles;

/// <summary>
/// Slips that circulate in derivations of the gradient of t-SNE: each gives another formula, and the check by finite differences must tell
/// it from the derivative. Without these, a check that passes anything would pass the right formula too. docs/algorithm.md lists them.
/// </summary>
public sealed class SlipTests
{
    /// <summary>P, Y and s_ij to a gradient.</summary>
    private delegate double[,] Slip(double[,] p, double[,] y, double[,] s);

    private static readonly Dictionary<string, Slip> Slips = new()
    {
        ["exponent +1/2 in place of -1 on the numerator of q"] = (p, y, s) =>
        {
            double z = DenseTsne.Z(y);
            return Dense.WeightedDifferences(y, (i, j) => 4 * (p[i, j] - (Math.Sqrt(1 + s[i, j]) / z)) / (1 + s[i, j]));
        },
        ["p/(p Z) in place of p/(q Z)"] = (p, y, s) =>
        {
            double z = DenseTsne.Z(y);
            double[,] q = DenseTsne.Q(y);
            return Dense.WeightedDifferences(y, (i, j) =>
            {
                double w = 1 / (1 + s[i, j]);
                return 4 * ((p[i, j] > 0 ? p[i, j] / (p[i, j] * z) * w * w : 0) - (q[i, j] * w));
            });
        },
        ["the power -1 on 1 + d^2 dropped"] = (p, y, s) =>
        {
            double[,] q = DenseTsne.Q(y);
            return Dense.WeightedDifferences(y, (i, j) => 4 * (p[i, j] - q[i, j]) * (1 + s[i, j]));
        },
        ["the sum over i in place of j"] = (p, y, s) =>
        {
            double[,] q = DenseTsne.Q(y);

            // Σ_i (p_ij − q_ij) w_ij (y_i − y_j), read as the gradient of the point that is left.
            return Dense.WeightedDifferences(y, (j, i) => -4 * (p[i, j] - q[i, j]) / (1 + s[i, j]));
        },
        ["the distance in place of its square in w"] = (p, y, s) =>
        {
            double[,] q = DenseTsne.Q(y);
            return Dense.WeightedDifferences(y, (i, j) => 4 * (p[i, j] - q[i, j]) / (1 + Math.Sqrt(s[i, j])));
        },
        ["the distance in place of its square in q"] = (p, y, s) =>
        {
            double z = 0;
            for (int i = 0; i < y.GetLength(0); i++)
            {
                for (int j = 0; j < y.GetLength(0); j++)
                {
                    z += i == j ? 0 : 1 / (1 + Math.Sqrt(s[i, j]));
                }
            }

            return Dense.WeightedDifferences(y, (i, j) => 4 * (p[i, j] - (1 / (1 + Math.Sqrt(s[i, j])) / z)) / (1 + s[i, j]));
        },
        ["the factor 4 halved, one order of each pair forgotten"] = (p, y, s) =>
        {
            double[,] q = DenseTsne.Q(y);
            return Dense.WeightedDifferences(y, (i, j) => 2 * (p[i, j] - q[i, j]) / (1 + s[i, j]));
        },
    };

    public static TheoryData<string> SlipNames => [.. Slips.Keys];

    internal static IEnumerable<string> Names => Slips.Keys;

    [Theory]
    [MemberData(nameof(SlipNames))]
    public void A_slip_is_not_the_derivative(string name)
    {
        for (int dimensions = 1; dimensions <= 3; dimensions++)
        {
            PointCloud map = new(CloudShape.Uniform, 20, dimensions, 1.5, 40 + dimensions);
            double[,] y = map.ToDense(), p = OracleTests.Similarities(map, conditional: false);
            double[,] slipped = Slips[name](p, y, Dense.SquaredDistances(y));
            double[,] derivative = FiniteDifferences.Gradient(moved => new DenseTsne().Cost(p, moved), y);
            Assert.True(
                OracleTests.Error(new DenseTsne().Gradient(p, y), derivative) <= 1e-6,
                $"the right formula fails in {dimensions} dimensions");
            Assert.True(OracleTests.Error(slipped, derivative) > 1e-2, $"'{name}' passes for the derivative in {dimensions} dimensions");
        }
    }

    [Fact]
    public void The_2_missing_in_the_normaliser_of_p_leaves_rows_that_do_not_sum_to_one_and_a_wrong_gradient()
    {
        for (int dimensions = 1; dimensions <= 3; dimensions++)
        {
            double[,] y = new PointCloud(CloudShape.Uniform, 20, dimensions, 1.5, 46 + dimensions).ToDense();
            double[,] right = GaussianJoint(varianceBelow: 0.5), slipped = GaussianJoint(varianceBelow: 0.25);
            Assert.Equal(1, right.Cast<double>().Sum(), 1e-12);
            Assert.True(slipped.Cast<double>().Sum() > 1.1);
            Assert.True(ErrorWith(right) <= 1e-6);
            Assert.True(ErrorWith(slipped) > 1e-2);

            double ErrorWith(double[,] joint) => OracleTests.Error(
                new DenseTsne().Gradient(joint, y), FiniteDifferences.Gradient(moved => new DenseTsne().Cost(joint, moved), y));
        }
    }

    /// <summary>P by Gaussians of the variance 1/2 above the fraction bar, and of another one below it.</summary>
    private static double[,] GaussianJoint(double varianceBelow)
    {
        double[,] s = Dense.SquaredDistances(new PointCloud(CloudShape.Uniform, 20, 4, 1, 5).ToDense()), rows = new double[20, 20];
        for (int i = 0; i < 20; i++)
        {
            double normaliser = Enumerable.Range(0, 20).Where(k => k != i).Sum(k => Math.Exp(-s[i, k] / (2 * varianceBelow)));
            for (int j = 0; j < 20; j++)
            {
                rows[i, j] = i == j ? 0 : Math.Exp(-s[i, j]) / normaliser;
            }
        }

        return DenseAffinities.Joint(rows);
    }
}
