using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Tests.Repulsion;

/// <summary>Sums over no other point, over one, and over points at one place: whatever θ is, they are exact.</summary>
public sealed class SmallestMapTests
{
    public static TheoryData<int, bool, double> Cases
    {
        get
        {
            TheoryData<int, bool, double> cases = [];
            foreach (int points in new[] { 1, 2, 25, 49, 400 })
            {
                foreach (bool weighted in new[] { false, true })
                {
                    cases.Add(points, weighted, 0);
                    cases.Add(points, weighted, 0.5);
                    cases.Add(points, weighted, 2);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Points_at_one_place_do_not_push_and_count_in_full(int points, bool weighted, double theta)
    {
        Holds<OneDimension>(points, weighted, theta);
        Holds<TwoDimensions>(points, weighted, theta);
        Holds<ThreeDimensions>(points, weighted, theta);
    }

    [Fact]
    public void No_points_make_no_map()
    {
        Assert.Contains("0 x 4", Assert.ThrowsAny<ArgumentException>(() => Tsne.Fit(new float[0, 4])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => Tsne.Fit(Array.Empty<float[]>()));
    }

    /// <summary>No target is a request too.</summary>
    [Fact]
    public void No_targets_have_no_sums()
    {
        using WorkerTeam team = new(2);
        BarnesHutRepulsion<TwoDimensions, StudentKernel> pairs = new(default, new TreeState(3), team);
        pairs.SetSources(Maps.Positions<TwoDimensions>([0, 0, 1, 1, 2, 2], 3), null, 0.5);
        pairs.ComputeAtTargets([], 0, [], []);
    }

    private static void Holds<TSpace>(int points, bool weighted, double theta)
        where TSpace : struct, ISpace
    {
        Holds<TSpace, StudentKernel>(default, points, weighted, theta);
        Holds<TSpace, StudentTailKernel>(new(0.5), points, weighted, theta);
        Holds<TSpace, StudentTailKernel>(new(3), points, weighted, theta);
        Holds<TSpace, GaussianKernel>(default, points, weighted, theta);
    }

    private static void Holds<TSpace, TKernel>(TKernel kernel, int points, bool weighted, double theta)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        float[] place = [7.25f, -1e5f, 3e-7f], values = [.. Enumerable.Range(0, points).SelectMany(_ => place[..TSpace.Dimensions])];
        float[]? weights = weighted ? [.. Enumerable.Range(0, points).Select(i => 0.25f + i)] : null;
        using WorkerTeam team = new(2);
        float[] positions = Maps.Positions<TSpace>(values, points), forces = new float[positions.Length], phi = new float[points];
        BarnesHutRepulsion<TSpace, TKernel> pairs = new(kernel, new TreeState(points), team);

        // The second pass refits, the third builds again.
        foreach (double pass in new[] { theta, theta, theta / 2 })
        {
            forces.AsSpan().Fill(float.NaN);
            pairs.SetSources(positions, weights, pass);
            double z = pairs.ComputeAtSources(forces, phi), all = weights?.Sum(weight => (double)weight) ?? points, expected = 0;
            for (int i = 0; i < points; i++)
            {
                double others = all - (weights?[i] ?? 1);
                expected += others;
                Assert.Equal(others, phi[i], 1e-6 * others);
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    Assert.Equal(0, forces[(i * TSpace.Stride) + axis]);
                }
            }

            Assert.Equal(expected, z, 1e-6 * expected);
        }
    }
}
