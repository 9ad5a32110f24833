using BhTsne.Repulsion;

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

    /// <summary>How R is computed.</summary>
    IRepulsion RepulsionTerm { get; }

    /// <summary>Of each row of P Σ_j p_ij (−ln w(s_ij)), of the last pass with a cost.</summary>
    ReadOnlySpan<double> RowCosts { get; }

    /// <summary>Σ p over all pairs, those of equal points included.</summary>
    double SumOfP { get; }

    /// <summary>What the cost has of P alone: Σ p ln p over all pairs, or less the entropy of the conditional rows.</summary>
    double SumOfPLogP { get; }

    /// <summary>
    /// Computes a quarter of the d x d block H_ii of the Hessian at each point, for the gradient that the descent follows. Equal points,
    /// which a weight stands for, move together; the block is that of one of them.
    /// </summary>
    /// <param name="positions">N points, <see cref="Numerics.ISpace.Stride"/> apart, in the order of the layout.</param>
    /// <param name="theta">The accuracy θ of the repulsion.</param>
    /// <param name="exaggeration">The factor on the attraction.</param>
    /// <returns>The upper triangles, N x d(d+1)/2: xx, then xy and yy, then xz, yz and zz.</returns>
    float[] ComputeCurvatures(float[] positions, double theta, double exaggeration);
}
