using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Oracles;

/// <summary>
/// Slips at the borders between the objectives, where what holds for one is taken over to another: finite differences must tell each of
/// them from the derivative. <see cref="SlipTests"/> has those within t-SNE.
/// </summary>
public sealed class ObjectiveSlipTests
{
    private const int Points = 20;

    private static readonly Dictionary<string, Slip> Slips = new()
    {
        ["alpha: w as the factor of a pair, as if alpha were 1"] = new(
            new DenseStudent(3), (p, y, s) => WithQ(y, s, Tail(3), (i, j, w, q) => 4 * (p[i, j] - q) * w)),
        ["alpha: w^2 in the repulsion, as if alpha were 1"] = new(
            new DenseStudent(0.5), (p, y, s) => WithQ(y, s, Tail(0.5), (i, j, w, q) => 4 * ((p[i, j] / (1 + (s[i, j] / 0.5))) - (q * w)))),
        ["alpha: forgotten in the factor of a pair"] = new(
            new DenseStudent(3), (p, y, s) => WithQ(y, s, Tail(3), (i, j, _, q) => 4 * (p[i, j] - q) / (1 + s[i, j]))),
        ["alpha: the factor (2 alpha + 2) / alpha, which belongs to the exponent (alpha + 1) / 2"] = new(
            new DenseStudent(3), (p, y, s) => WithQ(y, s, Tail(3), (i, j, _, q) => 8.0 / 3 * (p[i, j] - q) / (1 + (s[i, j] / 3)))),
        ["symmetric SNE: t-SNE's factor of a pair"] = new(
            new DenseSymmetricSne(), (p, y, s) => WithQ(y, s, Gauss, (i, j, _, q) => 4 * (p[i, j] - q) / (1 + s[i, j]))),
        ["symmetric SNE: the distance in place of its square"] = new(
            new DenseSymmetricSne(), (p, y, s) => WithQ(y, s, x => Math.Exp(-Math.Sqrt(x)), (i, j, _, q) => 4 * (p[i, j] - q))),
        ["symmetric SNE: the 1/2 of the input's exponent"] = new(
            new DenseSymmetricSne(), (p, y, s) => WithQ(y, s, x => Math.Exp(-x / 2), (i, j, _, q) => 4 * (p[i, j] - q))),
        ["symmetric SNE: the normaliser taken for a constant"] = new(
            new DenseSymmetricSne(), (p, y, _) => Dense.WeightedDifferences(y, (i, j) => 4 * p[i, j])),
        ["SNE: the rows of the other points forgotten"] = new(
            new DenseSne(), (p, y, s) => WithRows(y, s, (i, j, w, z) => 4 * (p[i, j] - (w / z[i])))),
        ["SNE: the sum over i in place of j in the normaliser"] = new(
            new DenseSne(), (p, y, s) => WithRows(y, s, (i, j, w, z) => 4 * (p[i, j] - (w / z[j])))),
        ["SNE: 1/Z_i twice in place of 1/Z_i + 1/Z_j"] = new(
            new DenseSne(), (p, y, s) => WithRows(y, s, (i, j, w, z) => 2 * (p[i, j] + p[j, i] - (2 * w / z[i])))),
        ["SNE: one normaliser for all rows"] = new(
            new DenseSne(), (p, y, s) => WithRows(y, s, (i, j, w, z) => 2 * (p[i, j] + p[j, i] - (2 * Points * w / z.Sum())))),
    };

    public static TheoryData<string> SlipNames => [.. Slips.Keys];

    internal static IEnumerable<string> Names => Slips.Keys;

    [Theory]
    [MemberData(nameof(SlipNames))]
    public void A_slip_is_not_the_derivative(string name)
    {
        Slip slip = Slips[name];
        for (int dimensions = 1; dimensions <= 3; dimensions++)
        {
            PointCloud map = new(CloudShape.Uniform, Points, dimensions, 1.5, 60 + dimensions);
            double[,] y = map.ToDense(), p = OracleTests.Similarities(map, conditional: slip.Objective is DenseSne);
            double[,] derivative = FiniteDifferences.Gradient(moved => slip.Objective.Cost(p, moved), y);
            Assert.True(
                OracleTests.Error(slip.Objective.Gradient(p, y), derivative) <= 1e-6,
                $"the right formula fails in {dimensions} dimensions");
            Assert.True(
                OracleTests.Error(slip.Gradient(p, y, Dense.SquaredDistances(y)), derivative) > 1e-2,
                $"'{name}' passes for the derivative in {dimensions} dimensions");
        }
    }

    /// <summary>
    /// A slip that is made in the cost and in its gradient alike passes every check by finite differences: only values worked out by hand
    /// tell. Squared distances are chosen so that weights are 1/2, 1/2 and 1/3, or 1/2, 1/2 and 1/4.
    /// </summary>
    [Fact]
    public void The_cost_of_three_points_is_what_it_is_by_hand()
    {
        double[,] joint = Even(1.0 / 6), conditional = Even(0.5);
        double thirds = (2.0 / 3 * Math.Log(8.0 / 9)) + (1.0 / 3 * Math.Log(4.0 / 3));
        Assert.Equal(thirds, new DenseTsne().Cost(joint, new double[,] { { 0, 0 }, { 1, 0 }, { 0, 1 } }), 1e-14);
        Assert.Equal(thirds, new DenseStudent(0.5).Cost(joint, new double[,] { { 0, Math.Sqrt(0.5) }, { -1, 0 }, { 1, 0 } }), 1e-14);

        double a = Math.Sqrt(Math.Log(2));
        double[,] right = { { 0, 0 }, { a, 0 }, { 0, a } };
        Assert.Equal((2.0 / 3 * Math.Log(5.0 / 6)) + (1.0 / 3 * Math.Log(5.0 / 3)), new DenseSymmetricSne().Cost(joint, right), 1e-14);
        Assert.Equal(Math.Log(9.0 / 8), new DenseSne().Cost(conditional, right), 1e-14);
    }

    private static double[,] Even(double value) => new double[,] { { 0, value, value }, { value, 0, value }, { value, value, 0 } };

    private static Func<double, double> Tail(double alpha) => s => Math.Pow(1 + (s / alpha), -alpha);

    private static double Gauss(double s) => Math.Exp(-s);

    /// <summary>Σ_j c(i, j, w_ij, q_ij) (y_i − y_j) with one normaliser.</summary>
    private static double[,] WithQ(
        double[,] y, double[,] s, Func<double, double> weight, Func<int, int, double, double, double> coefficient)
    {
        double z = 0;
        for (int i = 0; i < Points; i++)
        {
            for (int j = 0; j < Points; j++)
            {
                z += i == j ? 0 : weight(s[i, j]);
            }
        }

        return Dense.WeightedDifferences(y, (i, j) => coefficient(i, j, weight(s[i, j]), weight(s[i, j]) / z));
    }

    /// <summary>Σ_j c(i, j, w_ij, all Z_i) (y_i − y_j) with a normaliser for each point.</summary>
    private static double[,] WithRows(double[,] y, double[,] s, Func<int, int, double, double[], double> coefficient)
    {
        double[] z = [.. Enumerable.Range(0, Points).Select(i => Enumerable.Range(0, Points).Where(k => k != i).Sum(k => Gauss(s[i, k])))];
        return Dense.WeightedDifferences(y, (i, j) => coefficient(i, j, Gauss(s[i, j]), z));
    }

    /// <summary>A wrong formula.</summary>
    /// <param name="Objective">Whose gradient it is taken for.</param>
    /// <param name="Gradient">P, Y and s_ij to what it says.</param>
    private sealed record Slip(IOracleObjective Objective, Func<double[,], double[,], double[,], double[,]> Gradient);
}
