using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// Sums over pairs with weights that are not whole, at the sources and at other points, against the definition in double.
/// </summary>
public sealed class PairSumTests
{
    private const double Rounding = 6e-6;

    /// <summary>
    /// A squared distance in single precision: one difference, one product and two sums, with the difference counted twice.
    /// </summary>
    private const double SquareRounding = 5.0 / (1 << 24);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_need_not_be_whole(bool exact)
    {
        Holds<OneDimension, StudentKernel>(default, CellField.Student(1), exact);
        Holds<TwoDimensions, StudentKernel>(default, CellField.Student(1), exact);
        Holds<TwoDimensions, StudentTailKernel>(new(0.6), CellField.Student(0.6), exact);
        Holds<ThreeDimensions, StudentTailKernel>(new(3), CellField.Student(3), exact);
        Holds<ThreeDimensions, GaussianKernel>(default, CellField.Gaussian, exact);
    }

    private static void Holds<TSpace, TKernel>(TKernel kernel, KernelFormula formula, bool exact)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel => Check.ForAll(Clouds.Of((1, 150), (TSpace.Dimensions, TSpace.Dimensions), [0.3, 3]), cloud =>
        {
            Random random = new(cloud.Seed);
            float[] weights = [.. Enumerable.Range(0, cloud.Points).Select(_ => (float)Math.Pow(10, 2 * random.NextDouble()))];
            PointCloud others = cloud with { Shape = CloudShape.Uniform, Points = 37, Seed = cloud.Seed ^ 1 };
            float[] positions = Maps.Positions<TSpace>(cloud), targets = Maps.Positions<TSpace>(others);
            using WorkerTeam team = new(2);
            IPairSums pairs = exact
                ? new ExactRepulsion<TSpace, TKernel>(kernel, cloud.Points, team)
                : new BarnesHutRepulsion<TSpace, TKernel>(kernel, new TreeState(cloud.Points), team);
            pairs.SetSources(positions, weights, 0);
            float[] forces = new float[positions.Length], sums = new float[cloud.Points];
            double z = pairs.ComputeAtSources(forces, sums);
            AssertHolds(cloud, isSource: true, forces, sums);
            Assert.Equal(sums.Sum(sum => (double)sum), z, Rounding * z);

            float[] elsewhere = new float[targets.Length], there = new float[others.Points];
            pairs.ComputeAtTargets(targets, others.Points, elsewhere, there);
            AssertHolds(others, isSource: false, elsewhere, there);

            void AssertHolds(PointCloud at, bool isSource, float[] actual, float[] actualSums)
            {
                double[,] y = cloud.ToDense(), x = at.ToDense();
                for (int i = 0; i < at.Points; i++)
                {
                    double phi = 0, rounded = 0, size = 0;
                    double[] force = new double[TSpace.Dimensions];
                    for (int j = 0; j < cloud.Points; j++)
                    {
                        if (isSource && i == j)
                        {
                            continue;
                        }

                        double s = Enumerable.Range(0, force.Length).Sum(d => (x[i, d] - y[j, d]) * (x[i, d] - y[j, d]));
                        var (value, slope, _, _) = formula(s);

                        // A rounded squared distance s moves a kernel by its condition: below 1 for Student's, s for the Gaussian.
                        double condition = value == 0 ? 0 : -s * slope / (2 * value);
                        double error = Rounding + (SquareRounding * condition);
                        phi += weights[j] * value;
                        rounded += weights[j] * value * error;
                        size -= weights[j] * slope * Math.Sqrt(s) * error;
                        for (int d = 0; d < force.Length; d++)
                        {
                            force[d] -= weights[j] * slope * (x[i, d] - y[j, d]);
                        }
                    }

                    Assert.Equal(phi, actualSums[i], rounded + 1e-30);
                    for (int d = 0; d < force.Length; d++)
                    {
                        Assert.Equal(force[d], actual[(i * TSpace.Stride) + d], (2 * size) + 1e-30);
                    }
                }
            }
        }, 30);
}
