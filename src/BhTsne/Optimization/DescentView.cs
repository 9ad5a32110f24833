namespace BhTsne.Optimization;

/// <summary>A descent as it is, for code that measures it. All arrays are in the descent's own order, and must not be changed.</summary>
/// <param name="Gradient">Of the descent's objective.</param>
/// <param name="Positions">N points, <paramref name="Stride"/> apart.</param>
/// <param name="Stride">How far apart points lie.</param>
/// <param name="Dimensions">d.</param>
/// <param name="Order">The caller's point at each place.</param>
/// <param name="Affinities">P.</param>
/// <param name="Weights">Of the points; null for 1 each.</param>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Trail">Where the points were before.</param>
/// <param name="ControlledTheta">θ where it is chosen by the error of the gradient; 0 where it is not.</param>
/// <param name="Free">At each coordinate of a point that moves all bits set, 0 at those of pinned ones; null where none are pinned.</param>
internal sealed record DescentView(
    IGradient Gradient,
    float[] Positions,
    int Stride,
    int Dimensions,
    int[] Order,
    SparseMatrix Affinities,
    float[]? Weights,
    int Iteration,
    PositionTrail Trail,
    double ControlledTheta,
    int[]? Free)
{
    /// <summary>N.</summary>
    public int Points => Order.Length;

    /// <summary>The sum of the weights.</summary>
    public double TotalWeight => Weights is null ? Points : Weights.Sum(weight => (double)weight);

    /// <summary>The weight of a place.</summary>
    public double WeightOf(int place) => Weights is null ? 1 : Weights[place];
}
