using System.Runtime.Intrinsics;
using BhTsne.Kernels;

namespace BhTsne.Tests.Kernels;

/// <summary>The kernel against its definition w(s) = 1 / (1 + s) in double, its derivatives against those of that formula.</summary>
public sealed class StudentKernelTests
{
    private const double Rounding = 5e-7;

    private static StudentKernel Kernel => default;

    public static TheoryData<float> Squares => [0f, 1e-20f, 1e-3f, 0.5f, 1, 7, 100, 15_000, 1e8f];

    [Theory]
    [MemberData(nameof(Squares))]
    public void Pair_attraction_and_cost_are_the_definitions(float s)
    {
        double w = 1 / (1.0 + s);
        Kernel.Pair(Vector512.Create(s), out Vector512<float> phi, out Vector512<float> psi);
        AssertNear(w, phi);
        AssertNear(w * w, psi);
        AssertNear(w, Kernel.Attraction(Vector512.Create(s)));
        Assert.Equal(Math.Log(1.0 + s), Kernel.NegativeLogWeight(Vector512.Create(s))[0], 1.2e-7 + (Rounding * Math.Log(1.0 + s)));
    }

    [Theory]
    [MemberData(nameof(Squares))]
    public void Derivatives_are_those_of_the_weight(float s)
    {
        double w = 1 / (1.0 + s);
        Kernel.Derivatives(
            Vector512.Create(s),
            out Vector512<float> phi,
            out Vector512<float> first,
            out Vector512<float> second,
            out Vector512<float> third);
        AssertNear(w, phi);
        AssertNear(-Math.Pow(w, 2), first);
        AssertNear(2 * Math.Pow(w, 3), second);
        AssertNear(-6 * Math.Pow(w, 4), third);
    }

    /// <summary>M φ + T φ′ + 2 Q φ″, M ψ + T ψ′ + 2 Q ψ″ and ψ′ / 2, with ψ = −φ′.</summary>
    [Theory]
    [MemberData(nameof(Squares))]
    public void A_cell_is_the_expansion_to_second_order(float s)
    {
        const float Mass = 12, Trace = 0.75f;
        float quadruple = 1.5f * s;
        double w = 1 / (1.0 + s), q = quadruple / 4.0;
        double phi = w, phi1 = -Math.Pow(w, 2), phi2 = 2 * Math.Pow(w, 3), phi3 = -6 * Math.Pow(w, 4);
        Kernel.Cell(
            Vector512.Create(s),
            Vector512.Create(Mass),
            Vector512.Create(Trace),
            Vector512.Create(quadruple),
            out Vector512<float> z,
            out Vector512<float> radial,
            out Vector512<float> shear);
        AssertNear((Mass * phi) + (Trace * phi1) + (2 * q * phi2), z);
        AssertNear(-((Mass * phi1) + (Trace * phi2) + (2 * q * phi3)), radial);
        AssertNear(-phi2 / 2, shear);
    }

    private static void AssertNear(double expected, Vector512<float> actual)
    {
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            Assert.Equal(expected, actual[lane], Rounding * Math.Abs(expected));
        }
    }
}
