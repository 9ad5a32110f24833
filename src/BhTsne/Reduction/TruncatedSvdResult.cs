using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>The first singular values and right singular vectors of a sparse matrix X. Immutable, safe to share between threads.</summary>
/// <remarks>
/// X V Vᵀ is the matrix of rank K that is nearest to X, and what the best linear autoencoder without biases makes of it (see
/// <see cref="LinearAutoencoder"/>, the same for dense points).
/// </remarks>
public sealed class TruncatedSvdResult
{
    private readonly TallMatrix _axes;
    private readonly double[] _singular;

    /// <summary>
    /// Takes over what a fit found and fixes the axes' signs: each axis' loading of largest magnitude, the first of equals, is positive.
    /// </summary>
    internal TruncatedSvdResult(TallMatrix axes, double[] singular, double sumOfSquares)
    {
        (_axes, _singular, SumOfSquares) = (axes, singular, sumOfSquares);
        for (int axis = 0; axis < singular.Length; axis++)
        {
            FixSign(axes, axis);
        }
    }

    /// <summary>The number of components, K.</summary>
    public int Components => _singular.Length;

    /// <summary>The number of dimensions of a point, D.</summary>
    public int Dimensions => _axes.Rows;

    /// <summary>K singular values, the largest first, in the units of the input.</summary>
    public ReadOnlySpan<double> SingularValues => _singular;

    /// <summary>Σ x² over all entries of X, which is the sum of all squared singular values.</summary>
    public double SumOfSquares { get; }

    /// <summary>
    /// What K components leave of <see cref="SumOfSquares"/>: ‖X - X V Vᵀ‖², the sum of the squares of the singular values that are left
    /// out. Never negative; where nothing is left it is zero to within 1e-7 of the whole.
    /// </summary>
    public double DiscardedSquares
    {
        get
        {
            double kept = 0;
            foreach (double value in _singular)
            {
                kept += value * value;
            }

            return Math.Max(SumOfSquares - kept, 0);
        }
    }

    /// <summary>A copy of one axis, a right singular vector: a column of V.</summary>
    /// <param name="component">Which, 0 to K - 1.</param>
    /// <returns>D loadings; the axes are orthonormal to single precision.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public float[] Axis(int component)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Components);
        float[] loadings = new float[Dimensions];
        for (int row = 0; row < loadings.Length; row++)
        {
            loadings[row] = _axes[row, component];
        }

        return loadings;
    }

    /// <summary>
    /// Reduces points: X V, which for the fitted points is U Σ. Row lengths and inner products are kept as far as K components can.
    /// </summary>
    /// <param name="points">N x D, the fitted points or others.</param>
    /// <param name="threads">How many threads work; 0 for one per processor. It changes no bit.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>N x K, dense. A point without entries is all zeros.</returns>
    /// <exception cref="ArgumentException">
    /// The points have another number of columns, or the result does not fit into one array.
    /// </exception>
    /// <exception cref="TsneInputException">A value of the result passes the largest single-precision value.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PointMatrix Transform(SparseMatrix points, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using WorkerTeam team = new(threads, cancellation);
        return Transform(points, team);
    }

    /// <summary>Reduces points with a team that is there already.</summary>
    internal PointMatrix Transform(SparseMatrix points, WorkerTeam team)
    {
        if (points.Columns != Dimensions)
        {
            throw new ArgumentException($"The axes have {Dimensions} dimensions, but the points have {points.Columns}.", nameof(points));
        }

        int components = Components;
        if ((long)points.Rows * components > Array.MaxLength)
        {
            throw new ArgumentException($"{points.Rows} x {components} reduced values do not fit into one array.", nameof(points));
        }

        TallMatrix reduced = SparseProducts.Times(points, 1, _axes, team);
        float[] values = GC.AllocateUninitializedArray<float>(points.Rows * components);
        for (int panel = 0; panel < reduced.Panels; panel++)
        {
            int first = panel * PanelLayout.Width, count = Math.Min(PanelLayout.Width, components - first);
            for (int row = 0; row < points.Rows; row++)
            {
                reduced.Panel(panel).AsSpan(row * PanelLayout.Width, count).CopyTo(values.AsSpan((row * components) + first));
            }
        }

        return PointMatrix.FromStep(values, points.Rows, components, "the reduction by SVD");
    }

    private static void FixSign(TallMatrix axes, int axis)
    {
        float largest = 0;
        for (int row = 0; row < axes.Rows; row++)
        {
            largest = Math.Abs(axes[row, axis]) > Math.Abs(largest) ? axes[row, axis] : largest;
        }

        for (int row = 0; largest < 0 && row < axes.Rows; row++)
        {
            axes[row, axis] = -axes[row, axis];
        }
    }
}
