namespace BhTsne.Optimization;

/// <summary>
/// The gradient of an objective, in its two parts: a quarter of it is exaggeration · <see cref="Attraction"/> − <see cref="Repulsion"/> /
/// <see cref="Z"/>.
/// </summary>
internal interface IGradient
{
    /// <summary>A_i of the last pass, for the unexaggerated P, in the layout of the positions.</summary>
    float[] Attraction { get; }

    /// <summary>R_i of the last pass, in the layout of the positions.</summary>
    float[] Repulsion { get; }

    /// <summary>Z of the last pass.</summary>
    double Z { get; }

    /// <summary>Computes all of it for a map.</summary>
    /// <param name="positions">N points, <see cref="Numerics.ISpace.Stride"/> apart, in the order of the layout.</param>
    /// <param name="theta">The accuracy θ of the repulsion.</param>
    void Compute(float[] positions, double theta);

    /// <summary>Computes all of it and, in the same pass, the cost KL(P || Q) in nats for the unexaggerated P.</summary>
    /// <param name="positions">N points, <see cref="Numerics.ISpace.Stride"/> apart, in the order of the layout.</param>
    /// <param name="theta">The accuracy θ of the repulsion.</param>
    /// <returns>The cost.</returns>
    double ComputeWithCost(float[] positions, double theta);
}
