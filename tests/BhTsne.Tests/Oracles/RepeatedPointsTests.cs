using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Oracles;

/// <summary>
/// What a point of weight m is: m points at one place. The formulas by places, with weights, against the definitions over all copies;
/// docs/algorithm.md derives them.
/// </summary>
public sealed class RepeatedPointsTests
{
    private const int Places = 9;

    private static readonly double[] M = [1, 3, 1, 2, 5, 1, 2, 4, 1];

    private static readonly int[] Copied = [.. Enumerable.Range(0, Places).SelectMany(i => Enumerable.Repeat(i, (int)M[i]))];

    private static readonly double[,] Input = Dense.SquaredDistances(new PointCloud(CloudShape.Uniform, Places, 4, 1, 70).ToDense());

    private static readonly double[,] Map = new PointCloud(CloudShape.Uniform, Places, 2, 1.5, 71).ToDense();

    private static readonly double Sum = M.Sum();

    /// <summary>
    /// S_i = m_i − 1 + Σ m_j exp(−β_i d_ij²): the copies of a point are its neighbours at a distance of 0, and count in its perplexity.
    /// </summary>
    [Fact]
    public void The_row_of_a_place_is_the_row_of_its_copies()
    {
        double[,] copies = Conditional();
        for (int copy = 0; copy < Copied.Length; copy++)
        {
            int i = Copied[copy];
            Assert.Equal(1, Enumerable.Range(0, Places).Sum(j => Row(i, j)), 1e-12);
            for (int j = 0; j < Places; j++)
            {
                Assert.Equal(
                    Row(i, j),
                    Enumerable.Range(0, Copied.Length).Where(other => Copied[other] == j).Sum(other => copies[copy, other]),
                    1e-14);
            }

            double mean = Others(i).Sum(j => M[j] * Beta(i) * Input[i, j] * Math.Exp(-Beta(i) * Input[i, j])) / S(i);
            double entropy = DenseAffinities.Entropy(Enumerable.Range(0, Copied.Length).Select(other => copies[copy, other]));
            Assert.Equal(entropy, Math.Log(S(i)) + mean, 1e-12);
        }
    }

    [Fact]
    public void P_of_two_places_is_the_sum_over_their_copies()
    {
        double[,] joint = DenseAffinities.Joint(Conditional()), byPlace = new double[Places, Places];
        for (int a = 0; a < Copied.Length; a++)
        {
            for (int b = 0; b < Copied.Length; b++)
            {
                byPlace[Copied[a], Copied[b]] += joint[a, b];
            }
        }

        Assert.Equal(1, byPlace.Cast<double>().Sum(), 1e-12);
        for (int i = 0; i < Places; i++)
        {
            for (int j = 0; j < Places; j++)
            {
                Assert.Equal(P(i, j), byPlace[i, j], 1e-14);
            }
        }
    }

    /// <summary>
    /// One normaliser: A_i = Σ_j (P_ij / m_i) a δ, R_i = Σ_j m_j ψ δ, Z = Σ_i m_i (m_i − 1 + Σ_j m_j w), of t-SNE and symmetric SNE.
    /// </summary>
    [Fact]
    public void Gradient_and_cost_with_one_normaliser_are_those_of_the_copies()
    {
        Holds(new DenseTsne(), s => 1 / (1 + s), s => 1 / (1 + s));
        Holds(new DenseStudent(0.5), s => Math.Pow(1 + (2 * s), -0.5), s => 1 / (1 + (2 * s)));
        Holds(new DenseSymmetricSne(), s => Math.Exp(-s), _ => 1);

        static void Holds(IOracleObjective objective, Func<double, double> w, Func<double, double> a)
        {
            double[,] s = Dense.SquaredDistances(Map), joint = DenseAffinities.Joint(Conditional());
            double z = Enumerable.Range(0, Places).Sum(i => M[i] * (M[i] - 1 + Others(i).Sum(j => M[j] * w(s[i, j]))));
            double[,] byPlace = Dense.WeightedDifferences(
                Map, (i, j) => 4 * ((P(i, j) / M[i] * a(s[i, j])) - (M[j] * w(s[i, j]) * a(s[i, j]) / z)));
            AssertSame(objective.Gradient(joint, Repeated()), byPlace);

            double cost = SumOfPLogP() + Math.Log(z) - Enumerable.Range(0, Places)
                .Sum(i => Others(i).Sum(j => P(i, j) * Math.Log(w(s[i, j]))));
            Assert.Equal(objective.Cost(joint, Repeated()), cost, 1e-12);
        }

        // The self-similarity P_ii is part of Σ P = 1, but pulls nowhere.
        static double SumOfPLogP() => Enumerable.Range(0, Places).Sum(i => Enumerable.Range(0, Places).Sum(j =>
        {
            double pairs = M[i] * (i == j ? M[i] - 1 : M[j]);
            return pairs > 0 ? P(i, j) * Math.Log(P(i, j) / pairs) : 0;
        }));
    }

    /// <summary>SNE: Z_i = m_i − 1 + Σ_j m_j w, R_i = Σ_j m_j (w / Z_i + w / Z_j) δ, over twice the number of copies.</summary>
    [Fact]
    public void The_gradient_of_SNE_is_that_of_the_copies()
    {
        double[,] s = Dense.SquaredDistances(Map), mean = new DenseSne().Gradient(Conditional(), Repeated());
        foreach (ref double entry in Dense.Flat(mean))
        {
            entry /= Sum;
        }

        double[] z = [.. Enumerable.Range(0, Places).Select(i => M[i] - 1 + Others(i).Sum(j => M[j] * Math.Exp(-s[i, j])))];
        AssertSame(
            mean,
            Dense.WeightedDifferences(
                Map, (i, j) => 4 * ((P(i, j) / M[i]) - (M[j] * Math.Exp(-s[i, j]) * ((1 / z[i]) + (1 / z[j])) / (2 * Sum)))));
    }

    private static IEnumerable<int> Others(int i) => Enumerable.Range(0, Places).Where(j => j != i);

    /// <summary>Any precision will do, another one for each place.</summary>
    private static double Beta(int i) => 0.5 + (0.3 * i);

    private static double S(int i) => M[i] - 1 + Others(i).Sum(j => M[j] * Math.Exp(-Beta(i) * Input[i, j]));

    /// <summary>What copies of i give to all copies of j together.</summary>
    private static double Row(int i, int j) => (i == j ? M[i] - 1 : M[j] * Math.Exp(-Beta(i) * Input[i, j])) / S(i);

    private static double P(int i, int j) => ((M[i] * Row(i, j)) + (M[j] * Row(j, i))) / (2 * Sum);

    /// <summary>p_{b|a} over all copies, by its definition.</summary>
    private static double[,] Conditional()
    {
        int all = Copied.Length;
        double[,] rows = new double[all, all];
        for (int a = 0; a < all; a++)
        {
            double Weight(int b) => a == b ? 0 : Math.Exp(-Beta(Copied[a]) * Input[Copied[a], Copied[b]]);
            double sum = Enumerable.Range(0, all).Sum(Weight);
            for (int b = 0; b < all; b++)
            {
                rows[a, b] = Weight(b) / sum;
            }
        }

        return rows;
    }

    private static double[,] Repeated()
    {
        double[,] y = new double[Copied.Length, 2];
        for (int copy = 0; copy < Copied.Length; copy++)
        {
            (y[copy, 0], y[copy, 1]) = (Map[Copied[copy], 0], Map[Copied[copy], 1]);
        }

        return y;
    }

    private static void AssertSame(double[,] copies, double[,] places)
    {
        for (int copy = 0; copy < Copied.Length; copy++)
        {
            Assert.Equal(copies[copy, 0], places[Copied[copy], 0], 1e-13);
            Assert.Equal(copies[copy, 1], places[Copied[copy], 1], 1e-13);
        }
    }
}
