namespace BhTsne.Optimization;

/// <summary>
/// The gradient of an objective, in its two parts: a quarter of it is exaggeration · <see cref="Attraction"/> − <see cref="Repulsion"/> / <see cref="Z"/>.
/// </summary>
internal interface IGradient
{
    /// <summary>A_i of the last pass, for the unexaggerated P; laid out as the positions are.</summary>
    float[] Attraction { get; }

    /// <summary>R_i of the last pass; laid out as the positions are.</summary>
    float[] Repulsion { get; }

    /// <summary>Z of the last pass.</summary>
    double Z { get; }

    /// <summary>Whether the next passes may be coarser, where the method knows how; at first they may not.</summary>
    bool Coarse { get; set; }

    /// <summary>Computes all of it for a map.</summary>
    /// <param name="positions">N points, <see cref="Numerics.ISpace.Stride"/> apart.</param>
    void Compute(float[] positions);

    /// <summary>Computes all of it and, from what it has, the cost KL(P || Q) in nats for the unexaggerated P.</summary>
    /// <param name="positions">N points, <see cref="Numerics.ISpace.Stride"/> apart.</param>
    /// <returns>The cost.</returns>
    double ComputeWithCost(float[] positions);

    /// <summary>An order of the points, as they are laid out now, that follows the map; null where there is none.</summary>
    int[]? SpatialOrder { get; }

    /// <summary>Expects the points in another order from now on.</summary>
    /// <param name="order">The caller's point (the row of P) at each place.</param>
    void Reorder(int[] order);
}
