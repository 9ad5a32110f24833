using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Repulsion;

/// <summary>Points that feel a map without being in it.</summary>
public sealed class FrozenMapTests
{
    private const int Sources = 3000, Targets = 100;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Sums_at_targets_are_those_over_all_sources(int dimensions, bool weighted)
    {
        switch (dimensions)
        {
            case 1:
                SumsHold<OneDimension, StudentKernel>(default, weighted);
                break;
            case 2:
                SumsHold<TwoDimensions, StudentKernel>(default, weighted);
                SumsHold<TwoDimensions, GaussianKernel>(default, weighted);
                break;
            default:
                SumsHold<ThreeDimensions, StudentTailKernel>(new StudentTailKernel(0.7), weighted);
                break;
        }
    }

    /// <summary>One by one, in another order, on more threads: the same bits.</summary>
    [Fact]
    public void A_target_does_not_depend_on_the_others()
    {
        float[] map = Maps.Disc<TwoDimensions>(Sources, 30, 5), targets = Maps.Disc<TwoDimensions>(Targets, 35, 6);
        (float[] forces, float[] sums) = Compute(targets, Targets, 1);
        int[] order = [.. Enumerable.Range(0, Targets)];
        new Random(7).Shuffle(order);
        float[] shuffled = new float[targets.Length];
        for (int i = 0; i < Targets; i++)
        {
            targets.AsSpan(2 * order[i], 2).CopyTo(shuffled.AsSpan(2 * i));
        }

        (float[] otherForces, float[] otherSums) = Compute(shuffled, Targets, 3);
        for (int i = 0; i < Targets; i++)
        {
            float[] alone = new float[Lanes.Count];
            targets.AsSpan(2 * order[i], 2).CopyTo(alone);
            (float[] force, float[] sum) = Compute(alone, 1, 1);
            Assert.Equal(
                (forces[2 * order[i]], forces[(2 * order[i]) + 1], sums[order[i]]),
                (otherForces[2 * i], otherForces[(2 * i) + 1], otherSums[i]));
            Assert.Equal((force[0], force[1], sum[0]), (otherForces[2 * i], otherForces[(2 * i) + 1], otherSums[i]));
        }

        (float[] Forces, float[] Sums) Compute(float[] positions, int count, int threads)
        {
            using WorkerTeam team = new(threads);
            BarnesHutRepulsion<TwoDimensions, StudentKernel> repulsion = new(default, new TreeState(Sources), team);
            repulsion.SetSources(map, null, 0.5);
            float[] forces = new float[positions.Length], sums = new float[count];
            repulsion.ComputeAtTargets(positions, count, forces, sums);
            return (forces, sums);
        }
    }

    private static void SumsHold<TSpace, TKernel>(TKernel kernel, bool weighted)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        float[] map = Maps.Disc<TSpace>(Sources, 6, 5), targets = Maps.Disc<TSpace>(Targets, 8, 6);
        float[]? weights = weighted ? [.. Enumerable.Range(0, Sources).Select(i => 1 + (i % 5 * 0.75f))] : null;
        using WorkerTeam team = new(2);
        (double[,] expected, float[] expectedSums) = Run(new ExactRepulsion<TSpace, TKernel>(kernel, Sources, team), 0);
        (double[,] exact, float[] exactSums) = Run(new BarnesHutRepulsion<TSpace, TKernel>(kernel, new TreeState(Sources), team), 0);
        (double[,] r, float[] sums) = Run(new BarnesHutRepulsion<TSpace, TKernel>(kernel, new TreeState(Sources), team), 0.5);

        // At θ = 0.5 as at the points of a map: a walk for each target summarises at least as carefully as one for a group.
        Assert.InRange(Dense.RelativeError(r, expected), 1e-6, typeof(TKernel) == typeof(GaussianKernel) ? 1e-2 : 2e-3);
        double size = expected.Cast<double>().Max(Math.Abs), largest = expectedSums.Max();
        for (int i = 0; i < Targets; i++)
        {
            Assert.Equal(expectedSums[i], exactSums[i], 1e-5 * largest);
            Assert.Equal(expectedSums[i], sums[i], 5e-3 * largest);
            Assert.Equal(Direct(i, out double[] force), expectedSums[i], 1e-5 * largest);
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                Assert.Equal(force[axis], expected[i, axis], 1e-5 * size);
                Assert.Equal(expected[i, axis], exact[i, axis], 1e-5 * size);
            }
        }

        (double[,] R, float[] Sums) Run(IPairSums pairs, double theta)
        {
            float[] forces = new float[targets.Length], phi = new float[Targets];
            pairs.SetSources(map, weights, theta);
            pairs.ComputeAtTargets(targets, Targets, forces, phi);
            return (Maps.Dense<TSpace>(forces, Targets), phi);
        }

        // The definition in double.
        double Direct(int target, out double[] force)
        {
            force = new double[TSpace.Dimensions];
            double phi = 0;
            for (int j = 0; j < Sources; j++)
            {
                double[] delta = [.. Enumerable.Range(0, TSpace.Dimensions).Select(
                    axis => (double)targets[(target * TSpace.Stride) + axis] - map[(j * TSpace.Stride) + axis])];
                double s = delta.Sum(d => d * d), weight = weights?[j] ?? 1;
                (double w, double psi) = kernel switch
                {
                    StudentKernel => (1 / (1 + s), 1 / ((1 + s) * (1 + s))),
                    GaussianKernel => (Math.Exp(-s), Math.Exp(-s)),
                    _ => (Math.Pow(1 + (s / 0.7), -0.7), Math.Pow(1 + (s / 0.7), -1.7)),
                };
                phi += weight * w;
                for (int axis = 0; axis < delta.Length; axis++)
                {
                    force[axis] += weight * psi * delta[axis];
                }
            }

            return phi;
        }
    }
}
