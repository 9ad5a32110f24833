using System.Runtime.Intrinsics;

namespace BhTsne.Kernels;

/// <summary>
/// What an objective contributes to the inner loops: functions of s, the squared distance between two points of the map, for sixteen pairs
/// at a time. Symbols: w(s) the weight, φ = w the summand of Z, ψ = −φ′ the factor of δ in the repulsion (which is half of −∇Z), a the one
/// in the attraction.
/// </summary>
internal interface IKernel
{
    /// <summary>φ and its first three derivatives by s.</summary>
    void Derivatives(
        Vector512<float> s, out Vector512<float> phi, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third);

    /// <summary>φ and ψ of a pair of points.</summary>
    void Pair(Vector512<float> s, out Vector512<float> phi, out Vector512<float> psi);

    /// <summary>
    /// A cell's contribution to second order: to Z, and to the repulsion as radial · δ + shear · 4Sδ
    /// (radial = M ψ + T ψ′ + 2 Q ψ″, shear = ψ′ / 2).
    /// </summary>
    /// <param name="s">Squared distances from the points to the centre of mass.</param>
    /// <param name="mass">M.</param>
    /// <param name="trace">T, the trace of S.</param>
    /// <param name="quadruple">4 Q = 4 δᵀSδ.</param>
    /// <param name="z">M φ + T φ′ + 2 Q φ″.</param>
    /// <param name="radial">The factor of δ.</param>
    /// <param name="shear">The factor of 4Sδ.</param>
    void Cell(
        Vector512<float> s,
        Vector512<float> mass,
        Vector512<float> trace,
        Vector512<float> quadruple,
        out Vector512<float> z,
        out Vector512<float> radial,
        out Vector512<float> shear);

    /// <summary>a(s), the factor of p δ in the attraction.</summary>
    Vector512<float> Attraction(Vector512<float> s);

    /// <summary>a′(s), what the curvature of the attraction needs beside a.</summary>
    Vector512<float> AttractionSlope(Vector512<float> s);

    /// <summary>−ln w(s), what the cost needs of a pair.</summary>
    Vector512<float> NegativeLogWeight(Vector512<float> s);
}
