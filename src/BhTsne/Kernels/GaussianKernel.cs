using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Kernels;

/// <summary>Both SNEs: w = exp(−s) (Hinton and Roweis 2003; Cook et al. 2007). All its derivatives are ±w.</summary>
/// <remarks>Beyond a distance of 9.3 the weight is 0 in single precision.</remarks>
internal readonly struct GaussianKernel : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Derivatives(
        Vector512<float> s, out Vector512<float> phi, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third)
    {
        phi = Elementary.ExpOfNegative(-s);
        first = -phi;
        second = phi;
        third = -phi;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pair(Vector512<float> s, out Vector512<float> phi, out Vector512<float> psi)
    {
        phi = Elementary.ExpOfNegative(-s);
        psi = phi;
    }

    /// <summary>φ = ψ = g, φ′ = ψ′ = −g, φ″ = ψ″ = g.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Cell(
        Vector512<float> s,
        Vector512<float> mass,
        Vector512<float> trace,
        Vector512<float> quadruple,
        out Vector512<float> z,
        out Vector512<float> radial,
        out Vector512<float> shear)
    {
        Vector512<float> g = Elementary.ExpOfNegative(-s), half = Vector512.Create(0.5f);
        z = g * Vector512.FusedMultiplyAdd(half, quadruple, mass - trace);
        radial = z;
        shear = -(half * g);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Attraction(Vector512<float> s) => Vector512<float>.One;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> AttractionSlope(Vector512<float> s) => Vector512<float>.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> NegativeLogWeight(Vector512<float> s) => s;
}
