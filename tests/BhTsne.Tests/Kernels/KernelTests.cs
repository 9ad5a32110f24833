using System.Runtime.Intrinsics;
using BhTsne.Kernels;

namespace BhTsne.Tests.Kernels;

/// <summary>
/// The kernels that need a power or an exponential against their definitions in double, their derivatives against those of the formulas.
/// </summary>
public sealed class KernelTests
{
    /// <summary>Rounding of a few operations, and of an exponent whose absolute error is a relative one of the result.</summary>
    private const double Rounding = 1.5e-6;

    /// <summary>Below it weights are as good as 0, and the digits of exp are those of s.</summary>
    private const double Least = 1e-15;

    public static TheoryData<float, double> Cases =>
        Product([0f, 1e-20f, 1e-3f, 0.5f, 1, 7, 30, 80, 15_000, 1e8f], [0.01, 0.3, 0.5, 1, 2.5, 10, 1000, 1e6]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Students_kernel_of_any_tail_is_the_definition(float s, double alpha)
    {
        // ln w without a sum with 1, of which α would magnify the rounding.
        double ratio = s / alpha, logOnePlus = ratio < 1e-5 ? ratio - (ratio * ratio / 2) : Math.Log(1 + ratio);
        double w = Math.Exp(-alpha * logOnePlus), u = 1 / (1 + ratio);
        double next = (alpha + 1) / alpha, after = (alpha + 2) / alpha;
        AssertHolds(
            new StudentTailKernel(alpha),
            s,
            [w, -w * u, next * w * u * u, -next * after * w * u * u * u],
            attraction: u,
            cost: alpha * logOnePlus);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-20f)]
    [InlineData(0.7f)]
    [InlineData(4f)]
    [InlineData(30f)]
    [InlineData(80f)]
    [InlineData(90f)]
    [InlineData(1e30f)]
    public void The_Gaussian_kernel_is_the_definition(float s)
    {
        double g = Math.Exp(-s);
        AssertHolds(default(GaussianKernel), s, [g, -g, g, -g], attraction: 1, cost: s);
    }

    /// <summary>
    /// φ and its derivatives, a pair's ψ = −φ′, a cell's M φ + T φ′ + 2 Q φ″, M ψ + T ψ′ + 2 Q ψ″ and ψ′ / 2, the attraction's factor and
    /// −ln w.
    /// </summary>
    private static void AssertHolds<TKernel>(TKernel kernel, float s, double[] derivatives, double attraction, double cost)
        where TKernel : struct, IKernel
    {
        Vector512<float> wide = Vector512.Create(s);
        kernel.Derivatives(
            wide, out Vector512<float> phi, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third);
        AssertNear(derivatives[0], phi);
        AssertNear(derivatives[1], first);
        AssertNear(derivatives[2], second);
        AssertNear(derivatives[3], third);
        kernel.Pair(wide, out phi, out Vector512<float> psi);
        AssertNear(derivatives[0], phi);
        AssertNear(-derivatives[1], psi);

        const float Mass = 12, Trace = 0.75f;
        float quadruple = Math.Min(1.5f * s, 40);
        double twoQ = quadruple / 2.0;
        kernel.Cell(
            wide, Vector512.Create(Mass), Vector512.Create(Trace), Vector512.Create(quadruple),
            out Vector512<float> z, out Vector512<float> radial, out Vector512<float> shear);
        AssertNear((Mass * derivatives[0]) + (Trace * derivatives[1]) + (twoQ * derivatives[2]), z);
        AssertNear(-((Mass * derivatives[1]) + (Trace * derivatives[2]) + (twoQ * derivatives[3])), radial);
        AssertNear(-derivatives[2] / 2, shear);
        AssertNear(attraction, kernel.Attraction(wide));
        AssertNear(cost, kernel.NegativeLogWeight(wide));
    }

    private static void AssertNear(double expected, Vector512<float> actual)
    {
        double tolerance = (Rounding * Math.Abs(expected)) + (Math.Abs(expected) < Least ? Least * 1e-4 : 0);
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            Assert.Equal(expected, actual[lane], tolerance);
        }
    }

    private static TheoryData<float, double> Product(float[] squares, double[] alphas)
    {
        TheoryData<float, double> cases = [];
        foreach (float s in squares)
        {
            foreach (double alpha in alphas)
            {
                cases.Add(s, alpha);
            }
        }

        return cases;
    }
}
