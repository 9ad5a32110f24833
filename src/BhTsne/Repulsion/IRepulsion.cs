namespace BhTsne.Repulsion;

/// <summary>A way to compute the repulsion of a map and what normalises it.</summary>
internal interface IRepulsion
{
    /// <summary>
    /// Computes R for every point and returns Z: the repulsive part of the gradient is −R_i / Z (times the objective's constant). For an objective with
    /// one normaliser R_i = Σ_j ψ(s_ij) (y_i − y_j) and Z = Σ_i Σ_j φ(s_ij), pairs i = j left out.
    /// </summary>
    /// <param name="positions">The map: N points, <see cref="Numerics.ISpace.Stride"/> apart.</param>
    /// <param name="repulsion">Receives R, laid out as the positions are.</param>
    /// <returns>Z, the same bits for any number of threads; 0 where no two points see each other.</returns>
    double Compute(float[] positions, float[] repulsion);

    /// <summary>Whether the next passes may be coarser, where the method knows how; at first they may not.</summary>
    bool Coarse { get; set; }

    /// <summary>What the cost adds for each unit of P, of the last map: ln Z, or the mean of all ln Z_i where each point has a normaliser of its own.</summary>
    double LogZ { get; }

    /// <summary>An order of the points, as they are laid out now, that follows the map; null where the method knows none.</summary>
    int[]? SpatialOrder { get; }

    /// <summary>Forgets what it knows of the positions: the points are laid out in another order from now on.</summary>
    /// <param name="order">The caller's point at each place.</param>
    void Reorder(int[] order);
}

/// <summary>Sums over pairs of points, which objectives with several normalisers, and points of several weights, are put together from.</summary>
internal interface IPairSums : IRepulsion
{
    /// <summary>Computes R_i = Σ_j m_j ψ(s_ij) (y_i − y_j) and φ_i = Σ_{j≠i} m_j φ(s_ij).</summary>
    /// <param name="positions">The map: N points, <see cref="Numerics.ISpace.Stride"/> apart.</param>
    /// <param name="masses">m, positive, laid out as the points are; null for 1 each.</param>
    /// <param name="repulsion">Receives R, laid out as the positions are.</param>
    /// <param name="sums">Receives φ_i, laid out as the points are; null where only their sum is wanted.</param>
    /// <returns>Σ_i φ_i.</returns>
    double Compute(float[] positions, float[]? masses, float[] repulsion, float[]? sums);
}
