using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Oracles;

/// <summary>
/// The three gradients of symmetric SNE, C = Σ p ln(p/q): by the similarities q, by the log-similarities z_ij = −s_ij whose softargmax q
/// is, and by the map. The engine differentiates through z and never through q; these tests say why.
/// </summary>
public sealed class SymmetricSneGradientTests
{
    private const int Points = 8;

    private static readonly PointCloud Map = new(CloudShape.Uniform, Points, 2, 1.2, 21);

    private static readonly double[] P = OffDiagonal(OracleTests.Similarities(Map, conditional: false));

    /// <summary>∂C/∂q_ij = −p_ij/q_ij: as q falls it passes any bound, and a step along it does not keep Σ q = 1.</summary>
    [Fact]
    public void By_q_it_is_unbounded_and_leaves_the_distributions()
    {
        double[] q = Softargmax(LogWeights(Map.ToDense()));
        double[] gradient = ByQ(q);
        for (int pair = 0; pair < q.Length; pair++)
        {
            double[] up = [.. q], down = [.. q];
            double h = 1e-5 * q[pair];
            (up[pair], down[pair]) = (q[pair] + h, q[pair] - h);
            Assert.Equal((Cost(up) - Cost(down)) / (2 * h), gradient[pair], 1e-6 * (1 + Math.Abs(gradient[pair])));
        }

        double[] stepped = [.. q.Zip(gradient, (value, slope) => value - (1e-3 * slope))];
        Assert.True(stepped.Sum() > 1.001, $"Σ q is {stepped.Sum()} after a step");

        int largest = Array.IndexOf(P, P.Max());
        foreach (double tiny in new[] { 1e-3, 1e-6, 1e-12 })
        {
            q[largest] = tiny;
            Assert.True(Math.Abs(ByQ(q)[largest]) >= P[largest] / tiny * 0.999);
        }
    }

    /// <summary>∂C/∂z_ij = q_ij − p_ij: never beyond 1, summing to 0, and whatever the step, q is a distribution after it.</summary>
    [Fact]
    public void By_z_it_is_bounded_by_one_and_keeps_q_a_distribution()
    {
        double[] z = LogWeights(Map.ToDense()), gradient = ByZ(z);
        for (int pair = 0; pair < z.Length; pair++)
        {
            double[] up = [.. z], down = [.. z];
            up[pair] += 1e-5;
            down[pair] -= 1e-5;
            Assert.Equal((Cost(Softargmax(up)) - Cost(Softargmax(down))) / 2e-5, gradient[pair], 1e-8);
        }

        Assert.Equal(0, gradient.Sum(), 1e-12);
        Random random = new(3);
        foreach (double size in new[] { 1.0, 30, 1e3 })
        {
            double[] any = [.. z.Select(_ => size * Samples(random))], slope = ByZ(any);
            Assert.All(slope, entry => Assert.InRange(entry, -1, 1));
            foreach (double step in new[] { 0.1, 10, 1e4 })
            {
                double[] q = Softargmax([.. any.Zip(slope, (value, s) => value - (step * s))]);
                Assert.Equal(1, q.Sum(), 1e-12);
                Assert.All(q, entry => Assert.True(entry >= 0));
            }
        }
    }

    /// <summary>
    /// ∂C/∂y_i = Σ ∂C/∂z ∂z/∂y_i over both orders of each pair = 4 Σ_j (p_ij − q_ij)(y_i − y_j): of no bound, since it grows with the map,
    /// but made of terms of which each is at most 4 |y_i − y_j|; q is a distribution wherever it leads.
    /// </summary>
    [Fact]
    public void By_y_each_term_is_bounded_by_the_distance_and_q_stays_a_distribution()
    {
        double[,] y = Map.ToDense();
        double[,] gradient = new DenseSymmetricSne().Gradient(Matrix(P), y), byChain = ByY(y);
        Assert.True(Dense.RelativeError(byChain, gradient) < 1e-12);
        double[,] slope = FiniteDifferences.Gradient(moved => Cost(Softargmax(LogWeights(moved))), y);
        Assert.True(Dense.RelativeError(gradient, slope) < 1e-8);

        double Norm(double factor) => Math.Sqrt(Dense.Flat(ByY(Scaled(y, factor))).ToArray().Sum(g => g * g));
        Assert.True(Norm(1000) > 50 * Norm(10), "it should grow with the map");
        double[,] s = Dense.SquaredDistances(y);
        for (int i = 0; i < Points; i++)
        {
            double bound = 4 * Enumerable.Range(0, Points).Sum(j => Math.Sqrt(s[i, j]));
            Assert.True(Math.Abs(gradient[i, 0]) <= bound && Math.Abs(gradient[i, 1]) <= bound);
        }

        foreach (double step in new[] { 0.1, 10, 1e3 })
        {
            double[,] moved = (double[,])y.Clone();
            for (int i = 0; i < Points; i++)
            {
                (moved[i, 0], moved[i, 1]) = (y[i, 0] - (step * gradient[i, 0]), y[i, 1] - (step * gradient[i, 1]));
            }

            Assert.Equal(1, Softargmax(LogWeights(moved)).Sum(), 1e-12);
        }
    }

    private static double Cost(double[] q) => P.Zip(q, (p, value) => p > 0 ? p * Math.Log(p / value) : 0).Sum();

    private static double[] ByQ(double[] q) => [.. P.Zip(q, (p, value) => -p / value)];

    private static double[] ByZ(double[] z) => [.. Softargmax(z).Zip(P, (q, p) => q - p)];

    private static double[,] ByY(double[,] y)
    {
        double[,] byZ = Matrix(ByZ(LogWeights(y)));

        // z_ij and z_ji are −‖y_i − y_j‖² both: each pair comes twice, each time with −2 (y_i − y_j).
        return Dense.WeightedDifferences(y, (i, j) => -2 * (byZ[i, j] + byZ[j, i]));
    }

    private static double[] Softargmax(double[] z)
    {
        double logSum = Dense.LogSumExp(z);
        return [.. z.Select(value => Math.Exp(value - logSum))];
    }

    private static double[] LogWeights(double[,] y) => [.. OffDiagonal(Dense.SquaredDistances(y)).Select(s => -s)];

    private static double[] OffDiagonal(double[,] matrix) =>
        [.. from i in Enumerable.Range(0, Points) from j in Enumerable.Range(0, Points) where i != j select matrix[i, j]];

    private static double[,] Matrix(double[] pairs)
    {
        double[,] matrix = new double[Points, Points];
        int pair = 0;
        for (int i = 0; i < Points; i++)
        {
            for (int j = 0; j < Points; j++)
            {
                matrix[i, j] = i == j ? 0 : pairs[pair++];
            }
        }

        return matrix;
    }

    private static double[,] Scaled(double[,] y, double factor)
    {
        double[,] scaled = (double[,])y.Clone();
        foreach (ref double entry in Dense.Flat(scaled))
        {
            entry *= factor;
        }

        return scaled;
    }

    private static double Samples(Random random) => (2 * random.NextDouble()) - 1;
}
