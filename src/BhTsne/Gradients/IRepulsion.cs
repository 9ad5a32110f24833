namespace BhTsne.Gradients;

/// <summary>A way to compute the repulsion and Z of a map.</summary>
internal interface IRepulsion
{
    /// <summary>
    /// Computes R_i = Σ_j ψ(s_ij) (y_i − y_j) for every point, and returns Z = Σ_i Σ_j φ(s_ij), pairs i = j left out. The repulsive part of the gradient
    /// is −R_i / Z (times the objective's constant).
    /// </summary>
    /// <param name="positions">The map: N points, <see cref="Numerics.ISpace.Stride"/> apart.</param>
    /// <param name="repulsion">Receives R, laid out as the positions are.</param>
    /// <returns>Z, the same bits for any number of threads.</returns>
    double Compute(float[] positions, float[] repulsion);

    /// <summary>Whether the next passes may be coarser, where the method knows how; at first they may not.</summary>
    bool Coarse { get; set; }

    /// <summary>An order of the points, as they are laid out now, that follows the map; null where the method knows none.</summary>
    int[]? SpatialOrder { get; }

    /// <summary>Forgets what it knows of the positions: the points are laid out in another order from now on.</summary>
    void Reset();
}
