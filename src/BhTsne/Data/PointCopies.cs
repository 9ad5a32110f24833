namespace BhTsne.Data;

/// <summary>Points that stand for several equal ones each, and what the cost needs of their P.</summary>
/// <param name="Weights">m, at least 1 each, in the caller's order.</param>
/// <param name="Sum">Σ m, the number of copies.</param>
/// <param name="SumOfPLogP">Σ p ln p over all pairs of copies, those of one point among themselves included.</param>
internal sealed record PointCopies(float[] Weights, double Sum, double SumOfPLogP);
