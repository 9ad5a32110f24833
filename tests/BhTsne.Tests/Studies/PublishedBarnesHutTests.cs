using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.Studies;
using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Studies;

/// <summary>Barnes-Hut as it was published, against its definition and against sums over all pairs.</summary>
public sealed class PublishedBarnesHutTests
{
    private const double Rounding = 1e-6;

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(2)]
    public void Sums_are_those_of_the_definition(double theta)
    {
        Holds<OneDimension, StudentPair>(default, CellField.Student(1), theta);
        Holds<TwoDimensions, StudentPair>(default, CellField.Student(1), theta);
        Holds<TwoDimensions, StudentTailPair>(new(0.5), CellField.Student(0.5), theta);
        Holds<ThreeDimensions, StudentTailPair>(new(3), CellField.Student(3), theta);
        Holds<ThreeDimensions, GaussianPair>(default, CellField.Gaussian, theta);
    }

    /// <summary>Exact at θ = 0 whatever the map: duplicates, lines, far outliers.</summary>
    [Fact]
    public void At_theta_0_sums_are_exact() => Check.ForAll(
        Clouds.Of((1, 80), (2, 2), [0.3, 30]),
        cloud =>
        {
            float[] positions = Maps.Positions<TwoDimensions>(cloud);
            using WorkerTeam team = new(2);
            (double z, double[,] r) = Maps.Run<TwoDimensions>(
                new PublishedBarnesHut<TwoDimensions, StudentPair>(default, cloud.Points, team), positions, cloud.Points, 0);
            double[,] y = cloud.ToDense();
            Assert.Equal(DenseTsne.Z(y), z, Rounding * (1 + z));
            Assert.True(Maps.Error(r, DenseTsne.Repulsion(y), Maps.Magnitudes(y)) < Rounding);
        });

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        float[] positions = Maps.Positions<TwoDimensions>(Samples.Cloud(2000, 5, 1).Values, 2000);
        (double z, float[] r) = Run(1);
        (double otherZ, float[] otherR) = Run(3);
        Assert.Equal(z, otherZ);
        Assert.Equal(r, otherR);

        (double Z, float[] R) Run(int threads)
        {
            using WorkerTeam team = new(threads);
            PublishedBarnesHut<TwoDimensions, StudentPair> published = new(default, 2000, team);
            float[] forces = new float[positions.Length];
            published.SetSources(positions, null, 0.8);
            return (published.ComputeAtSources(forces, null), forces);
        }
    }

    /// <summary>Points that no number of halvings parts in double precision must not hang the construction.</summary>
    [Fact]
    public void Points_nearer_than_any_cell_is_small_share_a_leaf()
    {
        float[] positions = Maps.Positions<OneDimension>([1e-40f, 2e-40f, 0, 1, 3], 5);
        using WorkerTeam team = new(1);
        PublishedBarnesHut<OneDimension, StudentPair> published = new(default, 5, team);
        float[] forces = new float[positions.Length];
        published.SetSources(positions, null, 0.5);
        Assert.True(double.IsFinite(published.ComputeAtSources(forces, null)));
    }

    private static void Holds<TSpace, TPair>(TPair kernel, KernelFormula formula, double theta)
        where TSpace : struct, ISpace
        where TPair : struct, IPairKernel
    {
        const int Points = 120;
        Random random = new(7);
        float[] values = [.. Enumerable.Range(0, Points * TSpace.Dimensions).Select(_ => (float)Samples.Gaussian(random))];
        values.AsSpan(0, 2 * TSpace.Dimensions).CopyTo(values.AsSpan(4 * TSpace.Dimensions));
        foreach (float[]? weights in (float[]?[])[null, [.. Enumerable.Range(0, Points).Select(_ => 1 + random.NextSingle())]])
        {
            float[] positions = Maps.Positions<TSpace>(values, Points), forces = new float[positions.Length], sums = new float[Points];
            using WorkerTeam team = new(2);
            PublishedBarnesHut<TSpace, TPair> published = new(kernel, Points, team);

            // A second pass over other sources leaves nothing behind.
            published.SetSources(new float[positions.Length], null, 0);
            published.ComputeAtSources(forces, sums);
            published.SetSources(positions, weights, theta);
            double z = published.ComputeAtSources(forces, sums), expectedZ = 0;
            double[,] y = Dense.From(values, Points, TSpace.Dimensions);
            for (int point = 0; point < Points; point++)
            {
                (double sum, double[] force) = PublishedOracle.At(
                    y, weights ?? [.. Enumerable.Repeat(1f, Points)], point, theta / 2, formula);
                expectedZ += sum;
                Assert.Equal(sum, sums[point], Rounding * (1 + sum));
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    Assert.Equal(force[axis], forces[(point * TSpace.Stride) + axis], Rounding * (1 + sum));
                }
            }

            Assert.Equal(expectedZ, z, 1e-9 * expectedZ);
        }
    }
}
