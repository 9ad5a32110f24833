using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Kernels;

/// <summary>
/// t-SNE with tails of any weight: w = (1 + s/α)^−α, Student's t with α degrees of freedom in the form of Kobak et al. (2019). Below 1
/// tails are heavier and clusters fall apart into finer ones; α to infinity is symmetric SNE. For α = 1 <see cref="StudentKernel"/> does
/// the same without a power.
/// </summary>
/// <remarks>With u = 1 / (1 + s/α): φ = w, φ′ = −w u, φ″ = (α+1)/α w u², φ‴ = −(α+1)(α+2)/α² w u³; ψ = w u.</remarks>
internal readonly struct StudentTailKernel : IKernel
{
    private readonly float _alpha, _inverse, _next, _afterNext;

    /// <summary>Takes the degrees of freedom, positive.</summary>
    public StudentTailKernel(double alpha)
    {
        _alpha = (float)alpha;
        _inverse = (float)(1 / alpha);
        _next = (float)((alpha + 1) / alpha);
        _afterNext = (float)((alpha + 2) / alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(HotLoop.Options)]
    public void Derivatives(
        Vector512<float> s, out Vector512<float> phi, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third)
    {
        phi = Weight(s, out Vector512<float> u);
        first = -(phi * u);
        second = -(Vector512.Create(_next) * first * u);
        third = -(Vector512.Create(_afterNext) * second * u);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pair(Vector512<float> s, out Vector512<float> phi, out Vector512<float> psi)
    {
        phi = Weight(s, out Vector512<float> u);
        psi = phi * u;
    }

    /// <summary>With a = (α+1)/α and b = (α+2)/α: ψ′ = −a w u², ψ″ = a b w u³.</summary>
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
        Vector512<float> w = Weight(s, out Vector512<float> u), wu = w * u;
        Vector512<float> au = Vector512.Create(_next) * u, half = Vector512.Create(0.5f) * quadruple;
        z = Vector512.FusedMultiplyAdd(wu, Vector512.FusedMultiplyAdd(au, half, -trace), w * mass);
        radial = wu * Vector512.FusedMultiplyAdd(au, Vector512.FusedMultiplyAdd(Vector512.Create(_afterNext) * u, half, -trace), mass);
        shear = Vector512.Create(-0.5f) * wu * au;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Attraction(Vector512<float> s) => Vector512<float>.One / (Vector512<float>.One + Scaled(s));

    /// <summary>−u² / α.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> AttractionSlope(Vector512<float> s)
    {
        Vector512<float> u = Vector512<float>.One / (Vector512<float>.One + Scaled(s));
        return -(Vector512.Create(_inverse) * u * u);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> NegativeLogWeight(Vector512<float> s) => Vector512.Create(_alpha) * Elementary.LogOnePlus(Scaled(s));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Weight(Vector512<float> s, out Vector512<float> u)
    {
        Vector512<float> t = Scaled(s);
        u = Vector512<float>.One / (Vector512<float>.One + t);
        return Elementary.ExpOfNegative(-(Vector512.Create(_alpha) * Elementary.LogOnePlus(t)));
    }

    /// <summary>s/α, kept where the logarithm holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Scaled(Vector512<float> s) => Vector512.MinNative(s * Vector512.Create(_inverse), Vector512.Create(1e38f));
}
