namespace BhTsne.Repulsion;

/// <summary>
/// Sums of a kernel over pairs of points: R_i = Σ_j w_j ψ(s_ij) (y_i − y_j) and φ_i = Σ_j w_j φ(s_ij), where the points j are the sources
/// and the points i the targets. Objectives are put together from them.
/// </summary>
internal interface IPairSums
{
    /// <summary>Takes the sources. They must not change until the last sum over them is computed.</summary>
    /// <param name="positions">The map: N points, <see cref="Numerics.ISpace.Stride"/> apart.</param>
    /// <param name="weights">w, positive, in the order of the positions; null for 1 each.</param>
    /// <param name="theta">The accuracy θ: 0 for exact sums. A method that is always exact ignores it.</param>
    void SetSources(float[] positions, float[]? weights, double theta);

    /// <summary>Computes the sums at the sources themselves, the pairs i = j left out.</summary>
    /// <param name="repulsion">Receives R in the layout of the positions.</param>
    /// <param name="sums">Receives φ_i, one value a point; null where only their sum is needed.</param>
    /// <returns>Σ_i φ_i (not weighted by w_i): the same bits for any number of threads; 0 where all kernel weights underflow.</returns>
    double ComputeAtSources(float[] repulsion, float[]? sums);

    /// <summary>
    /// Computes the sums at other points, which are not among the sources and do not act on each other: the result of each depends on that
    /// point alone.
    /// </summary>
    /// <param name="targets">M points, <see cref="Numerics.ISpace.Stride"/> apart, filled up to whole vectors.</param>
    /// <param name="count">M.</param>
    /// <param name="repulsion">Receives R in the layout of the targets.</param>
    /// <param name="sums">Receives φ_i, one value a target.</param>
    void ComputeAtTargets(float[] targets, int count, float[] repulsion, float[] sums);

    /// <summary>Computes the sums at some of the sources over all others, pair by pair: m N pairs, whatever θ is.</summary>
    /// <param name="points">m different points.</param>
    /// <param name="repulsion">Receives R, m x d.</param>
    /// <param name="sums">Receives φ_i, m.</param>
    void ComputeExactly(int[] points, double[] repulsion, double[] sums);

    /// <summary>
    /// Computes Σ_j w_j (α(s_ij) I + β(s_ij) δδᵀ) at the sources, the pairs i = j left out: for <see cref="DerivativeOfRepulsion"/> the
    /// derivative of R_i by y_i.
    /// </summary>
    /// <param name="curvatures">
    /// Receives the upper triangles, N x d(d+1)/2: xx, then xy and yy, then xz, yz and zz, in the order of the positions.
    /// </param>
    void ComputeCurvatures<TCurvature>(float[] curvatures)
        where TCurvature : struct, ICurvature;
}
