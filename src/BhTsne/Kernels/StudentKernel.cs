using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Kernels;

/// <summary>t-SNE: w = 1 / (1 + s), Student's t with one degree of freedom (van der Maaten and Hinton 2008).</summary>
internal readonly struct StudentKernel : IKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Derivatives(
        Vector512<float> s, out Vector512<float> phi, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third)
    {
        phi = Vector512<float>.One / (Vector512<float>.One + s);
        Vector512<float> squared = phi * phi;
        first = -squared;
        second = Vector512.Create(2f) * squared * phi;
        third = Vector512.Create(-6f) * squared * squared;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pair(Vector512<float> s, out Vector512<float> phi, out Vector512<float> psi)
    {
        phi = Vector512<float>.One / (Vector512<float>.One + s);
        psi = phi * phi;
    }

    /// <summary>
    /// With q = 1 / (1 + s): φ = q, φ′ = −q², φ″ = 2q³; ψ = q², ψ′ = −2q³, ψ″ = 6q⁴. One reciprocal serves all.
    /// </summary>
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
        Vector512<float> q = Vector512<float>.One / (Vector512<float>.One + s);
        Vector512<float> q2 = q * q;
        Vector512<float> a = quadruple * q;
        Vector512<float> b = a - trace;
        z = q * Vector512.FusedMultiplyAdd(q, b, mass);
        radial = q2 * Vector512.FusedMultiplyAdd(q, Vector512.FusedMultiplyAdd(Vector512.Create(2f), b, a), mass);
        shear = -(q2 * q);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Attraction(Vector512<float> s) => Vector512<float>.One / (Vector512<float>.One + s);

    /// <summary>−q².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> AttractionSlope(Vector512<float> s)
    {
        Vector512<float> q = Vector512<float>.One / (Vector512<float>.One + s);
        return -(q * q);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> NegativeLogWeight(Vector512<float> s) => Elementary.LogFromOne(Vector512<float>.One + s);
}
