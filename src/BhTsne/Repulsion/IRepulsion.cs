namespace BhTsne.Repulsion;

/// <summary>The repulsive part of an objective's gradient: −R_i / Z times the objective's constant.</summary>
internal interface IRepulsion
{
    /// <summary>Computes R for every point of a map, and Z.</summary>
    /// <param name="positions">The map: N points, <see cref="Numerics.ISpace.Stride"/> apart.</param>
    /// <param name="weights">The number of equal points that each stands for, in the order of the positions; null for 1 each.</param>
    /// <param name="theta">The accuracy θ, 0 for exact sums.</param>
    /// <param name="repulsion">Receives R, for one of the equal points, in the layout of the positions.</param>
    /// <returns>Z, the same bits for any number of threads; 0 where all kernel weights underflow.</returns>
    double Compute(float[] positions, float[]? weights, double theta, float[] repulsion);

    /// <summary>
    /// What the cost adds for each unit of P, of the map computed last: ln Z, or the mean of all ln Z_i where each point has a normaliser
    /// of its own.
    /// </summary>
    double LogZ { get; }

    /// <summary>Whether one Z serves all pairs; otherwise each point has a normaliser of its own.</summary>
    bool HasOneNormalizer { get; }

    /// <summary>Whether the sums of single points are kept: see <see cref="Sums"/>.</summary>
    bool KeepsSums { get; set; }

    /// <summary>
    /// Of each point of the map computed last φ_i, or Z_i where each point has a normaliser of its own. Only where they are kept.
    /// </summary>
    ReadOnlySpan<float> Sums { get; }

    /// <summary>R and the sums of some points of the map computed last, over all pairs: m N of them, whatever θ is.</summary>
    /// <remarks>Where each point has a normaliser of its own, those of the other points are the ones computed last.</remarks>
    /// <param name="positions">The map.</param>
    /// <param name="weights">As for the last pass.</param>
    /// <param name="points">m different points.</param>
    /// <param name="repulsion">Receives R, m x d.</param>
    /// <param name="sums">Receives φ_i or Z_i, m.</param>
    void ComputeExactly(float[] positions, float[]? weights, int[] points, double[] repulsion, double[] sums);

    /// <summary>
    /// What the repulsion takes from a quarter of the d x d block H_ii of the Hessian, equal points moving together, for one of them.
    /// </summary>
    /// <param name="positions">The map.</param>
    /// <param name="weights">Of the points.</param>
    /// <param name="theta">The accuracy θ, 0 for exact sums.</param>
    /// <param name="curvatures">Receives the upper triangles: see <see cref="IPairSums.ComputeCurvatures"/>.</param>
    void ComputeCurvatures(float[] positions, float[]? weights, double theta, float[] curvatures);
}
