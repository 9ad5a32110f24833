using BhTsne.Data;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Quality;

/// <summary>Scores of single points against the definitions in double.</summary>
public sealed class PointScoresTests
{
    public static TheoryData<string, int> Cases => ObjectiveCase.InEachDimension;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Contributions_are_the_rows_of_the_cost(string name, int dimensions)
    {
        const int Points = 50;
        ObjectiveCase objective = ObjectiveCase.All[name];
        PointCloud map = new(CloudShape.Uniform, Points, dimensions, 1.5, 7);
        double[,] y = map.ToDense(), conditional = OracleTests.Similarities(map, conditional: true);
        AffinityMatrix p = ObjectiveCase.Affinities(conditional);
        TsneOptions options = objective.Options with { Theta = 0 };
        float[] scores = MapQuality.Diagnose(p, new Embedding(map.Values(), dimensions), options).CostContributions.ToArray();
        double cost = objective.Definition(conditional, y).Cost;
        Assert.Equal(cost, scores.Average(score => (double)score), 1e-4);
        double[,] joint = DenseAffinities.Joint(conditional), s = Dense.SquaredDistances(y), q = Q(objective, s);
        double entropy = Enumerable.Range(0, Points)
            .Average(i => DenseAffinities.Entropy(Enumerable.Range(0, Points).Select(j => conditional[i, j])));
        for (int i = 0; i < Points; i++)
        {
            IEnumerable<int> others = Enumerable.Range(0, Points).Where(j => j != i && joint[i, j] > 0);
            double expected = objective.Options.Objective == TsneObjective.Sne
                ? (Points * others.Sum(j => joint[i, j] * s[i, j]))
                    + Math.Log(Enumerable.Range(0, Points).Where(j => j != i).Sum(j => Math.Exp(-s[i, j]))) - entropy
                : Points * others.Sum(j => joint[i, j] * Math.Log(joint[i, j] / q[i, j]));
            Assert.Equal(expected, scores[i], 1e-4);
        }
    }

    /// <summary>On a line the block is one number; where two far groups hold a point from both sides it is large.</summary>
    [Fact]
    public void Singularities_are_the_inverse_of_the_least_eigenvalue()
    {
        const int Points = 40;
        ObjectiveCase objective = ObjectiveCase.All["t-SNE"];
        PointCloud map = new(CloudShape.Clusters, Points, 1, 0.5, 4);
        double[,] y = map.ToDense(), conditional = OracleTests.Similarities(map, conditional: true);
        float[] scores = MapQuality.Diagnose(
            ObjectiveCase.Affinities(conditional), new Embedding(map.Values(), 1), new TsneOptions { Theta = 0 }).Singularities.ToArray();
        int defined = 0;
        for (int i = 0; i < Points; i++)
        {
            double second = (Slope(i, 1e-4) - Slope(i, -1e-4)) / 2e-4;
            Assert.Equal(second <= 0, float.IsNaN(scores[i]));
            if (second > 1e-3)
            {
                defined++;
                Assert.Equal(1, scores[i] * second, 0.01);
            }
        }

        Assert.InRange(defined, 5, Points);

        double Slope(int i, double step)
        {
            double at = y[i, 0];
            y[i, 0] = at + step;
            double slope = objective.Definition(conditional, y).Gradient[i, 0];
            y[i, 0] = at;
            return slope;
        }
    }

    /// <summary>With weights it is what one of the equal points adds, those among themselves left out.</summary>
    [Theory]
    [InlineData("t-SNE")]
    [InlineData("symmetric SNE")]
    public void With_weights_they_are_those_of_the_repeated_points(string name)
    {
        const int Points = 24;
        ObjectiveCase objective = ObjectiveCase.All[name];
        PointCloud map = new(CloudShape.Uniform, Points, 2, 1.5, 3);
        Copies copies = Copies.Random(Points, 5);
        int all = copies.Of.Length;
        double[,] conditional = CurvatureTests.RepeatedRows(map, copies), joint = DenseAffinities.Joint(conditional);
        double[,] q = Q(objective, Dense.SquaredDistances(copies.Repeat(map)));
        double sum = joint.Cast<double>().Where(p => p > 0).Sum(p => p * Math.Log(p));
        AffinityMatrix weighted = AffinityMatrix.Adopt(
            ObjectiveCase.Sparse(copies.Sum(joint)).Matrix, new AffinitySums(1, sum), null, new PointWeights(copies.Weights));
        float[] scores = MapQuality.Diagnose(
            weighted, new Embedding(map.Values(), 2), objective.Options with { Theta = 0 }).CostContributions.ToArray();
        for (int copy = 0; copy < all; copy++)
        {
            double expected = all * Enumerable.Range(0, all)
                .Where(other => joint[copy, other] > 0)
                .Sum(other => joint[copy, other] * Math.Log(joint[copy, other] / q[copy, other]));
            Assert.Equal(expected, scores[copies.Of[copy]], 1e-3);
        }
    }

    private static double[,] Q(ObjectiveCase objective, double[,] s)
    {
        int points = s.GetLength(0);
        double alpha = objective.Options.DegreesOfFreedom, sum = 0;
        double[,] q = new double[points, points];
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < points; j++)
            {
                q[i, j] = i == j ? 0
                    : objective.Options.Objective == TsneObjective.TSne ? Math.Pow(1 + (s[i, j] / alpha), -alpha)
                    : Math.Exp(-s[i, j]);
                sum += q[i, j];
            }
        }

        foreach (ref double entry in Dense.Flat(q))
        {
            entry /= sum;
        }

        return q;
    }
}
