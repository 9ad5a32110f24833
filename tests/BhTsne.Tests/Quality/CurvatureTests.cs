using BhTsne.Data;
using BhTsne.Planning;
using BhTsne.Quality;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;
using Xunit.Abstractions;

namespace BhTsne.Tests.Quality;

/// <summary>The diagonal blocks of the Hessian against finite differences of the gradient by definition.</summary>
public sealed class CurvatureTests(ITestOutputHelper output)
{
    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            TheoryData<string, int, bool> cases = [];
            foreach (string name in ObjectiveCase.All.Keys)
            {
                for (int dimensions = 1; dimensions <= 3; dimensions++)
                {
                    cases.Add(name, dimensions, true);
                    cases.Add(name, dimensions, false);
                }
            }

            return cases;
        }
    }

    public static TheoryData<string, int> Objectives => ObjectiveCase.InEachDimension;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Blocks_are_the_derivatives_of_the_gradient(string name, int dimensions, bool exact) =>
        Check.ForAll(Clouds.Of((3, 40), (dimensions, dimensions), spreads: [0.3, 1, 2.5]), map =>
        {
            ObjectiveCase objective = ObjectiveCase.All[name];
            double[,] y = map.ToDense(), conditional = OracleTests.Similarities(map, conditional: true);
            double[][] expected = Blocks(moved => objective.Definition(conditional, moved).Gradient, y, Copied(map.Points));
            AssertNear(expected, Engine(objective, ObjectiveCase.Affinities(conditional), map, 0, exact), 2e-5);
        }, 6);

    /// <summary>Equal points move together, and the block is that of one of them.</summary>
    [Theory]
    [InlineData("t-SNE", 2, false)]
    [InlineData("alpha = 0.5", 1, false)]
    [InlineData("symmetric SNE", 3, false)]
    [InlineData("SNE", 1, true)]
    [InlineData("SNE", 2, false)]
    [InlineData("SNE", 3, false)]
    public void With_weights_they_are_those_of_the_repeated_points(string name, int dimensions, bool exact)
    {
        const int Points = 24;
        ObjectiveCase objective = ObjectiveCase.All[name];
        PointCloud map = new(CloudShape.Uniform, Points, dimensions, 1.5, 3);
        Copies copies = Copies.Random(Points, 5);
        double[,] conditional = RepeatedRows(map, copies);
        double[,] y = copies.Repeat(map);
        double[][] expected = Blocks(moved => objective.Definition(conditional, moved).Gradient, y, copies.Of);
        AffinityMatrix joint = ObjectiveCase.Sparse(copies.Sum(DenseAffinities.Joint(conditional)));
        AffinityMatrix weighted = AffinityMatrix.Adopt(joint.Matrix, new AffinitySums(1, -1), 1, new PointWeights(copies.Weights));
        AssertNear(expected, Engine(objective, weighted, map, 0, exact), 2e-5);
    }

    /// <summary>Cells act by their centres of mass: the error falls with the second power of θ at least.</summary>
    [Theory]
    [MemberData(nameof(Objectives))]
    public void The_error_falls_with_theta(string name, int dimensions)
    {
        const int Points = 1200;
        ObjectiveCase objective = ObjectiveCase.All[name];
        double radius = objective.Options.Objective == TsneObjective.TSne ? (dimensions == 1 ? 100 : 25) : 4;
        PointCloud map = new(CloudShape.Uniform, Points, dimensions, radius, 11);
        AffinityMatrix ring = ObjectiveCase.Ring(Points);
        double[][] right = Engine(objective, ring, map, 0, exact: true);
        double wide = Error(0.8), half = Error(0.5), narrow = Error(0.2);
        output.WriteLine($"{name} {dimensions}: {wide:0.0e0} {half:0.0e0} {narrow:0.0e0}");
        Assert.True(narrow < 2e-3, $"{narrow} at 0.2");
        Assert.True(half < 3e-2, $"{half} at 0.5");
        Assert.True(Math.Log(wide / narrow) / Math.Log(4) > 1.7, $"{wide} at 0.8, {narrow} at 0.2");

        double Error(double theta)
        {
            // The attraction, which is exact, is left out: a ring's is the same in both.
            double[][] own = Engine(objective, ring, map, theta, exact: false);
            double error = 0, norm = 0;
            for (int i = 0; i < own.Length; i++)
            {
                for (int at = 0; at < own[i].Length; at++)
                {
                    error += Square(own[i][at] - right[i][at]);
                    norm += Square(right[i][at]);
                }
            }

            return Math.Sqrt(error / norm);
        }
    }

    [Theory]
    [InlineData("t-SNE", 2)]
    [InlineData("SNE", 3)]
    public void Bits_do_not_depend_on_threads(string name, int dimensions)
    {
        ObjectiveCase objective = ObjectiveCase.All[name];
        PointCloud map = new(CloudShape.Clusters, 900, dimensions, 6, 2);
        AffinityMatrix ring = ObjectiveCase.Ring(900);
        double[][] one = Engine(objective, ring, map, 0.5, exact: false), three = Engine(objective, ring, map, 0.5, exact: false, 3);
        Assert.Equal(one.SelectMany(block => block), three.SelectMany(block => block));
    }

    [Fact]
    public void The_least_eigenvalue_is_the_minimum_of_the_quotient()
    {
        Random random = new(4);
        for (int trial = 0; trial < 300; trial++)
        {
            int dimensions = 1 + (trial % 3), size = dimensions * (dimensions + 1) / 2;
            float[] triangle = [.. Enumerable.Range(0, size).Select(_ => (float)((random.NextDouble() * 2) - 1))];
            if (trial % 10 == 0)
            {
                triangle.AsSpan(1).Clear();
            }

            double expected = Jacobi(triangle, dimensions);
            Assert.Equal(expected, LeastEigenvalue.Of(triangle), 1e-6);
        }
    }

    private static int[] Copied(int points) => [.. Enumerable.Range(0, points)];

    private static double Square(double value) => value * value;

    /// <summary>Conditional rows of repeated points, none of whose copies is a neighbour of another.</summary>
    internal static double[,] RepeatedRows(PointCloud map, Copies copies)
    {
        int all = copies.Of.Length;
        double[,] between = OracleTests.Similarities(map, conditional: true), conditional = new double[all, all];
        for (int a = 0; a < all; a++)
        {
            double row = Enumerable.Range(0, all).Sum(b => copies.Of[a] == copies.Of[b] ? 0 : between[copies.Of[a], copies.Of[b]]);
            for (int b = 0; b < all; b++)
            {
                conditional[a, b] = copies.Of[a] == copies.Of[b] ? 0 : between[copies.Of[a], copies.Of[b]] / row;
            }
        }

        return conditional;
    }

    /// <summary>
    /// For each place, all of whose copies move together, the derivative of its gradient, for one of the copies; upper triangles.
    /// </summary>
    private static double[][] Blocks(Func<double[,], double[,]> gradient, double[,] y, int[] placeOf)
    {
        const double H = 1e-4;
        int places = placeOf.Max() + 1, dimensions = y.GetLength(1);
        double[][] blocks = new double[places][];
        for (int place = 0; place < places; place++)
        {
            List<double> block = [];
            int copies = placeOf.Count(one => one == place);
            for (int column = 0; column < dimensions; column++)
            {
                double[] up = At(place, column, H), down = At(place, column, -H);
                double[] twiceUp = At(place, column, 2 * H), twiceDown = At(place, column, -2 * H);
                for (int row = 0; row <= column; row++)
                {
                    double slope = ((8 * (up[row] - down[row])) - (twiceUp[row] - twiceDown[row])) / (12 * H);
                    block.Add(slope / copies);
                }
            }

            blocks[place] = [.. block];
        }

        return blocks;

        double[] At(int place, int axis, double step)
        {
            double[,] moved = (double[,])y.Clone();
            for (int copy = 0; copy < placeOf.Length; copy++)
            {
                moved[copy, axis] += placeOf[copy] == place ? step : 0;
            }

            double[,] all = gradient(moved);
            double[] sums = new double[dimensions];
            for (int copy = 0; copy < placeOf.Length; copy++)
            {
                for (int d = 0; d < dimensions && placeOf[copy] == place; d++)
                {
                    sums[d] += all[copy, d];
                }
            }

            return sums;
        }
    }

    private static void AssertNear(double[][] expected, double[][] actual, double share)
    {
        // Blocks are differences of attraction and repulsion: rounding is a share of the larger of them, which is of the size of 4 / N.
        double size = Math.Max(4.0 / expected.Length, expected.Max(block => block.Max(Math.Abs)));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Length, actual[i].Length);
            for (int at = 0; at < expected[i].Length; at++)
            {
                Assert.Equal(expected[i][at], actual[i][at], share * size);
            }
        }
    }

    /// <summary>The engine's blocks.</summary>
    private static double[][] Engine(
        ObjectiveCase objective, AffinityMatrix p, PointCloud map, double theta, bool exact, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        TsneOptions options = objective.Options with
        {
            OutputDimensions = map.Dimensions,
            Theta = theta,
            Repulsion = exact ? RepulsionMethod.Exact : RepulsionMethod.BarnesHut,
        };
        Embedding embedding = new(map.Values(), map.Dimensions);
        return DescentFactory.Create(p, embedding, options, team).Measure(view =>
        {
            float[] quarters = view.Gradient.ComputeCurvatures(view.Positions, theta, 1);
            int size = quarters.Length / map.Points;
            return Enumerable.Range(0, map.Points)
                .Select(i => quarters.AsSpan(i * size, size).ToArray().Select(value => 4.0 * value).ToArray())
                .ToArray();
        });
    }

    /// <summary>Cyclic Jacobi rotations.</summary>
    private static double Jacobi(float[] triangle, int n)
    {
        double[,] a = new double[n, n];
        int at = 0;
        for (int column = 0; column < n; column++)
        {
            for (int row = 0; row <= column; row++)
            {
                a[row, column] = a[column, row] = triangle[at++];
            }
        }

        for (int sweep = 0; sweep < 50; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    double angle = 0.5 * Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]), c = Math.Cos(angle), s = Math.Sin(angle);
                    for (int k = 0; k < n; k++)
                    {
                        (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
                    }

                    for (int k = 0; k < n; k++)
                    {
                        (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
                    }
                }
            }
        }

        return Enumerable.Range(0, n).Min(i => a[i, i]);
    }
}
