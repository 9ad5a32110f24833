using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>
/// The truncated singular value decomposition X ≈ U Σ Vᵀ of a sparse matrix, by randomised subspace iteration (Halko, Martinsson and Tropp
/// 2011, algorithm 4.4). X is multiplied from both sides and nothing else: it is neither made dense nor centred, so that its zeros stay
/// free.
/// </summary>
/// <remarks>
/// Values are kept in single precision and summed in double, so singular values below about 1e-7 of the first are noise. The same matrix,
/// components and seed give the same bits on any number of threads. All methods may be called from several threads.
/// </remarks>
public static class TruncatedSvd
{
    /// <summary>
    /// Columns beyond K, at least, as Halko, Martinsson and Tropp advise: the iteration converges at the pace of the first singular value
    /// that is left out. With 50 components they fill two panels.
    /// </summary>
    private const int Oversampling = 10;

    /// <summary>
    /// Products with XᵀX before the one that the axes are read from. On 20 Newsgroups the sum of the first 50 squares misses 1.2e-2,
    /// 4.9e-3, 1.7e-3 and 9e-4 of itself after 5, 7, 10 and 12, and the 25th singular value 1.0e-2, 2.2e-3, 2.4e-4 and 6e-5
    /// (TruncatedSvdBenchmarks, decision 0016).
    /// </summary>
    internal const int PowerIterations = 10;

    /// <summary>Finds the first axes.</summary>
    /// <param name="points">X, N x D.</param>
    /// <param name="components">
    /// K, 1 to D. Axes beyond the rank of X complete the orthonormal set; their singular value is zero to rounding.
    /// </param>
    /// <param name="seed">Of the random basis that the iteration starts from.</param>
    /// <param name="threads">How many threads work; 0 for one per processor. It changes no bit.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>Singular values and axes, which also reduce points.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Components is below 1 or above D, or the threads are negative.</exception>
    /// <exception cref="ArgumentException">N or D is beyond 67 million.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TruncatedSvdResult Fit(
        SparseMatrix points, int components, ulong seed, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using WorkerTeam team = new(threads, cancellation);
        return Fit(points, components, seed, PowerIterations, team);
    }

    /// <summary>Finds the first axes of points with weights: those of the points repeated.</summary>
    internal static TruncatedSvdResult Fit(
        SparseMatrix points, PointWeights? weights, int components, ulong seed, int iterations, WorkerTeam team) =>
        Fit(weights is null ? points : WeightedRows.Scaled(points, weights), components, seed, iterations, team);

    /// <summary>Finds the first axes with a given number of power iterations.</summary>
    internal static TruncatedSvdResult Fit(
        SparseMatrix points, int components, ulong seed, int iterations, WorkerTeam team)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(components, points.Columns);
        (double sumOfSquares, double scale) = Measure(points);
        TallMatrix basis = RangeOf(points, scale, SubspaceSize(components, points.Columns), seed, iterations, team);

        // Rayleigh and Ritz: within the span of the basis Q, the singular values of XQ are those of X, and its right vectors W give V = QW.
        int count = basis.Columns, stride = TallProducts.Stride(count);
        TallMatrix image = SparseProducts.Times(points, scale, basis, team);
        SymmetricEigen eigen = SymmetricEigen.Largest(
            TallProducts.Gram(image, team), count, stride, components, team);
        int turnStride = TallProducts.Stride(components);
        double[] turn = new double[count * turnStride], singular = new double[components];
        for (int axis = 0; axis < components; axis++)
        {
            singular[axis] = Math.Sqrt(Math.Max(eigen.Values[axis], 0)) / scale;
            for (int row = 0; row < count; row++)
            {
                turn[(row * turnStride) + axis] = eigen.Vectors[(axis * count) + row];
            }
        }

        return new TruncatedSvdResult(TallProducts.Times(basis, turn, components, team), singular, sumOfSquares);
    }

    /// <summary>How many columns are iterated for K components of D dimensions.</summary>
    private static int SubspaceSize(int components, int dimensions) =>
        (int)Math.Min(PanelLayout.Count(components + Oversampling) * (long)PanelLayout.Width, dimensions);

    /// <summary>An orthonormal basis of what a few products with XᵀX make of random columns.</summary>
    private static TallMatrix RangeOf(
        SparseMatrix points, double scale, int count, ulong seed, int iterations, WorkerTeam team)
    {
        CounterRandom random = new(seed, RandomStream.TruncatedSvd);
        TallMatrix basis = new(points.Columns, count);
        long drawn = 0;
        for (int column = 0; column < count; column++, drawn += points.Columns)
        {
            CholeskyQr.Draw(basis, column, random, drawn, team);
        }

        basis = CholeskyQr.Orthonormalize(basis, random, ref drawn, team);
        if (count == points.Columns)
        {
            // It spans everything already.
            return basis;
        }

        SparseMatrix transposed = SparseProducts.Transpose(points, team);
        for (int i = 0; i < iterations; i++)
        {
            TallMatrix image = SparseProducts.Times(points, scale, basis, team);
            basis = SparseProducts.Times(transposed, scale, image, team);
            basis = CholeskyQr.Orthonormalize(basis, random, ref drawn, team);
        }

        return basis;
    }

    /// <summary>
    /// Σ x², and the power of two that takes the largest entry to about one, so that no product leaves the range of single precision.
    /// </summary>
    private static (double SumOfSquares, double Scale) Measure(SparseMatrix points)
    {
        double sum = 0, largest = 0;
        for (int row = 0; row < points.Rows; row++)
        {
            foreach (float value in points.ValuesOf(row))
            {
                sum += (double)value * value;
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        return (sum, CentredPoints.ScaleFor(largest));
    }
}
