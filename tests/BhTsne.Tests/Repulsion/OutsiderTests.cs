using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using Xunit.Abstractions;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// SNE divides by each point's own normaliser. Where that nearly underflows, rounding and the summaries of the tree must not become large
/// forces.
/// </summary>
public sealed class OutsiderTests(ITestOutputHelper output)
{
    /// <summary>The own normaliser of a far point is as small as 1e-24, and the shares of its neighbours sum to 1.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(6.8)]
    [InlineData(7.3)]
    public void A_far_point_has_the_repulsion_of_the_definition(double distance)
    {
        const int Points = 12;
        using WorkerTeam team = new(1);
        float[] positions = [.. Maps.Disc<TwoDimensions>(Points, 0.05, 3)];
        (positions[0], positions[1]) = ((float)distance, 0);
        float[] forces = new float[positions.Length];
        new ConditionalRepulsion<TwoDimensions>(new ExactRepulsion<TwoDimensions, GaussianKernel>(default, Points, team), Points)
            .Compute(positions, null, 0, forces);
        double sum = 0, weighted = 0;
        for (int other = 1; other < Points; other++)
        {
            double dx = (double)positions[0] - positions[2 * other], dy = (double)positions[1] - positions[(2 * other) + 1];
            double weight = Math.Exp(-((dx * dx) + (dy * dy)));
            (sum, weighted) = (sum + weight, weighted + (weight * dx));
        }

        // The shares of the far point in the rows of the others are below 1e-10.
        Assert.Equal(weighted / sum, forces[0], 1e-4 * distance);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(3.75f)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(20)]
    public void A_far_point_causes_no_large_error_in_other_points(float distance)
    {
        using WorkerTeam team = new(1);
        const int Points = 1500;
        const float Radius = 8;
        float[] positions = Maps.Disc<TwoDimensions>(Points, Radius, 3);
        for (int outsider = 0; outsider < 4; outsider++)
        {
            (float sine, float cosine) = MathF.SinCos(outsider * MathF.PI / 2);
            (positions[2 * outsider], positions[(2 * outsider) + 1]) = ((Radius + distance) * cosine, (Radius + distance) * sine);
        }

        double[,] exact = Forces(new ExactRepulsion<TwoDimensions, GaussianKernel>(default, Points, team));
        double[,] tree = Forces(new BarnesHutRepulsion<TwoDimensions, GaussianKernel>(default, new TreeState(Points), team));
        double worst = 0, longest = 0;
        for (int point = 0; point < Points; point++)
        {
            worst = Math.Max(worst, double.Hypot(tree[point, 0] - exact[point, 0], tree[point, 1] - exact[point, 1]));
            longest = Math.Max(longest, double.Hypot(exact[point, 0], exact[point, 1]));
        }

        output.WriteLine($"{distance}: off by {worst:E2} at most, the longest is {longest:E2}");
        Assert.True(worst < 0.05 * longest, $"{worst} of {longest}");

        double[,] Forces(IPairSums pairs)
        {
            float[] forces = new float[positions.Length];
            new ConditionalRepulsion<TwoDimensions>(pairs, Points).Compute(positions, null, 0.5, forces);
            return Maps.Dense<TwoDimensions>(forces, Points);
        }
    }
}
