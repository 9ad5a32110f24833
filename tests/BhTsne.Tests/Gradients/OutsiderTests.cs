using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using Xunit.Abstractions;

namespace BhTsne.Tests.Gradients;

/// <summary>SNE divides by what each point sees. A point that sees next to nothing must not make something of the rounding and the summaries of the tree.</summary>
public sealed class OutsiderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(3)]
    [InlineData(3.75f)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(20)]
    public void A_point_that_sees_little_throws_nobody(float distance)
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

        double[,] exact = Maps.Run<TwoDimensions>(
            new ConditionalRepulsion<TwoDimensions>(new ExactRepulsion<TwoDimensions, GaussianKernel>(default, Points, team), Points), positions, Points).R;
        double[,] tree = Maps.Run<TwoDimensions>(
            new ConditionalRepulsion<TwoDimensions>(new BarnesHutRepulsion<TwoDimensions, GaussianKernel>(default, Points, 0.5, team), Points), positions, Points).R;
        double worst = 0, longest = 0;
        for (int point = 0; point < Points; point++)
        {
            worst = Math.Max(worst, double.Hypot(tree[point, 0] - exact[point, 0], tree[point, 1] - exact[point, 1]));
            longest = Math.Max(longest, double.Hypot(exact[point, 0], exact[point, 1]));
        }

        output.WriteLine($"{distance}: off by {worst:E2} at most, the longest is {longest:E2}");
        Assert.True(worst < 0.05 * longest, $"{worst} of {longest}");
    }
}
