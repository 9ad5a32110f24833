namespace BhTsne.Tests.Oracles;

/// <summary>
/// What sources at y_j with weights w_j do at a place x: φ = Σ w_j φ(s) and R = Σ w_j ψ(s) (x − y_j) with ψ = −φ′, in double; and how far
/// single precision may be off.
/// </summary>
/// <param name="Phi">φ.</param>
/// <param name="Force">R, along each axis.</param>
/// <param name="Size">Σ w_j ψ ‖x − y_j‖: the size of what is summed, before directions cancel.</param>
/// <param name="PhiRounding">How far rounding may move φ.</param>
/// <param name="ForceRounding">How far rounding may move R along each axis.</param>
internal sealed record PairField(double Phi, double[] Force, double Size, double PhiRounding, double ForceRounding)
{
    private const double Unit = 1.0 / (1 << 24);

    /// <summary>Roundings of a term, beside those of its squared distance.</summary>
    private const int TermRoundings = 16;

    /// <summary>Of a squared distance: one difference, counted twice, one product and two sums.</summary>
    private const double SquareRounding = 5 * Unit;

    /// <summary>Kernel weights below it may be taken for 0.</summary>
    private const double Least = 1e-30;

    /// <summary>The sums at a place.</summary>
    /// <param name="kernel">φ with its derivatives.</param>
    /// <param name="y">The sources, N x d.</param>
    /// <param name="weights">N weights; null for 1 each.</param>
    /// <param name="x">The place.</param>
    /// <param name="self">The source that is left out because it is the place itself; -1 for none.</param>
    public static PairField At(KernelFormula kernel, double[,] y, float[]? weights, ReadOnlySpan<double> x, int self = -1)
    {
        int dimensions = x.Length;
        double[] force = new double[dimensions];
        double phi = 0, size = 0, phiRounding = Least, forceRounding = Least;

        // Of a sum, as a share of the sizes of its terms: one rounding for each term that is added, which may all have one direction where
        // many small terms follow a large sum.
        double rounding = (y.GetLength(0) + TermRoundings) * Unit;
        Span<double> delta = stackalloc double[dimensions];
        for (int j = 0; j < y.GetLength(0); j++)
        {
            if (j == self)
            {
                continue;
            }

            double s = 0, w = weights?[j] ?? 1;
            for (int d = 0; d < dimensions; d++)
            {
                delta[d] = x[d] - y[j, d];
                s += delta[d] * delta[d];
            }

            var (value, slope, second, _) = kernel(s);
            phi += w * value;
            for (int d = 0; d < dimensions; d++)
            {
                force[d] -= w * slope * delta[d];
            }

            // A rounded s moves a sum by the slope of its terms.
            double length = Math.Sqrt(s);
            size -= w * slope * length;
            phiRounding += w * ((rounding * value) - (SquareRounding * s * slope) + Least);
            forceRounding += w * length * ((SquareRounding * s * second) - (2 * rounding * slope) + Least);
        }

        return new PairField(phi, force, size, phiRounding, forceRounding);
    }
}
