using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Repulsion;

/// <summary>The walk for one target against sums in float64, over maps of every shape.</summary>
public sealed class TargetWalkTests
{
    [Fact]
    public void On_a_line() => Check.ForAll(Clouds.Of((1, 400), (1, 1), [0.1, 3, 30]), cloud => Holds<OneDimension>(cloud), cases: 40);

    [Fact]
    public void In_the_plane() => Check.ForAll(Clouds.Of((1, 400), (2, 2), [0.1, 3, 30]), cloud => Holds<TwoDimensions>(cloud), cases: 40);

    [Fact]
    public void In_space() => Check.ForAll(Clouds.Of((1, 400), (3, 3), [0.1, 3, 30]), cloud => Holds<ThreeDimensions>(cloud), cases: 40);

    private static void Holds<TSpace>(PointCloud cloud)
        where TSpace : struct, ISpace
    {
        Holds<TSpace, StudentKernel>(cloud, default, (s) => 1 / (1 + s), (s) => 1 / ((1 + s) * (1 + s)));
        Holds<TSpace, GaussianKernel>(cloud, default, (s) => Math.Exp(-s), (s) => Math.Exp(-s));
        Holds<TSpace, StudentTailKernel>(cloud, new(0.5), (s) => Math.Pow(1 + (2 * s), -0.5), (s) => Math.Pow(1 + (2 * s), -1.5));
    }

    private static void Holds<TSpace, TKernel>(PointCloud cloud, TKernel kernel, Func<double, double> w, Func<double, double> psi)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        int d = TSpace.Dimensions;
        float[] values = cloud.Values(), positions = Maps.Positions<TSpace>(cloud);
        Random random = new(cloud.Seed);
        foreach (float[]? weights in new[] { null, Enumerable.Range(0, cloud.Points).Select(_ => 1 + (3 * random.NextSingle())).ToArray() })
        {
            using WorkerTeam team = new(1);
            foreach (double theta in new[] { 0, 0.5 })
            {
                SpaceTree<TSpace> tree = new(new TreeState(cloud.Points), team);
                tree.Build(positions);
                tree.Refit(positions, theta, weights);
                FrozenMap<TSpace, TKernel> map = new(kernel, tree, weights is not null);
                TargetWalk<TSpace, TKernel> walk = map.CreateWalk();
                for (int target = 0; target < 12; target++)
                {
                    // Within the map, at a point of it, beside it, and far away.
                    float[] at = new float[3];
                    for (int axis = 0; axis < d; axis++)
                    {
                        at[axis] = target % 4 == 1
                            ? values[(random.Next(cloud.Points) / 2 * d) + axis]
                            : (float)(cloud.Spread * ((2 * random.NextDouble()) - 1) * (target % 4 == 3 ? 4 : 1));
                    }

                    double phi = map.Compute(walk, at[0], at[1], at[2]), sum = 0, size = 0, rounding = 0, total = 0, reach = 0;
                    double[] expected = new double[3];
                    for (int j = 0; j < cloud.Points; j++)
                    {
                        double s = Enumerable.Range(0, d).Sum(axis => Math.Pow((double)at[axis] - values[(j * d) + axis], 2));
                        double weight = weights?[j] ?? 1;
                        sum += weight * w(s);
                        size += weight * psi(s) * (1 + s) * Math.Sqrt(s);
                        rounding += weight * w(s) * (1 + s);
                        total += weight;
                        reach += weight * Math.Sqrt(s);
                        for (int axis = 0; axis < d; axis++)
                        {
                            expected[axis] += weight * psi(s) * ((double)at[axis] - values[(j * d) + axis]);
                        }
                    }

                    // Rounding of s is a share of exp(−s) that grows with s. At θ = 0.5 the longest side of a cell's box is half of its
                    // distance, so two equal clusters in opposite corners lie √d / 4 of it from the centre: summarised with second moments
                    // they are wrong by 2, 6 and 13 % for d = 1, 2 and 3; unequal ones by about twice that. For the Gaussian, which falls
                    // by orders within a cell, the error is compared with the weight of all sources.
                    bool isGaussian = typeof(TKernel) == typeof(GaussianKernel);
                    double corners = d == 1 ? 0.05 : d == 2 ? 0.12 : 0.26;
                    double slack = theta == 0 ? 1e-6 * rounding : isGaussian ? 0.02 * total : corners * sum;
                    double forceSlack = theta == 0 ? 1e-5 * size : isGaussian ? 0.04 * total : 2 * corners * size;

                    // A Gaussian below 1.7e-38 is 0.
                    const double Least = 2e-38;
                    Assert.True(Math.Abs(phi - sum) <= slack + (Least * total), $"{typeof(TKernel).Name} θ {theta}: {phi:R} for {sum:R}");
                    (float x, float y, float z) = walk.Repulsion;
                    double error = Math.Sqrt(Math.Pow(x - expected[0], 2) + Math.Pow(y - expected[1], 2) + Math.Pow(z - expected[2], 2));
                    Assert.True(
                        error <= forceSlack + (Least * reach), $"{typeof(TKernel).Name} θ {theta}: an error of {error:R} among {size:R}");
                }
            }
        }
    }
}
