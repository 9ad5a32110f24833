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
}
