using System.Numerics.Tensors;
using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>
/// The best linear autoencoder f(X) = X W₁ W₂ without biases, in closed form: the first K right singular vectors V of X, which is not
/// centred (there is no bias that could take the mean), give W₁ = V and W₂ = Vᵀ (Baldi and Hornik 1989). Immutable, safe to share between
/// threads.
/// </summary>
/// <remarks>
/// No other W₁ (D x K) and W₂ (K x D) have a smaller error, and gradient descent ends at this one. The error is zero exactly when the
/// points lie in a K-dimensional linear subspace: rank(X) ≤ K. Centred, it is PCA. Sums are those of <see cref="PrincipalComponents"/>.
/// </remarks>
public sealed class LinearAutoencoder
{
    private const int BlockRows = 256;
    private readonly PcaResult _axes;
    private readonly double[] _singular;

    private LinearAutoencoder(PcaResult axes, double[] singular) => (_axes, _singular) = (axes, singular);

    /// <summary>The length of a code, K.</summary>
    public int Components => _axes.Components;

    /// <summary>The number of dimensions of a point, D.</summary>
    public int Dimensions => _axes.Mean.Length;

    /// <summary>W₂ = Vᵀ, K x D: orthonormal rows, each with its loading of largest magnitude positive. W₁ is its transpose.</summary>
    public ReadOnlySpan<double> Decoder => _axes.Axes;

    /// <summary>
    /// The first K singular values of the points, the largest first, in the units of the input; those below 3e-4 of the first are noise.
    /// </summary>
    public ReadOnlySpan<double> SingularValues => _singular;

    /// <summary>
    /// ‖X - X W₁ W₂‖² over the fitted points, which is Σ σ² over the singular values that are left out, in squared units of the input.
    /// </summary>
    public double ReconstructionError { get; private init; }

    /// <summary>Fits an autoencoder.</summary>
    /// <param name="points">X, N x D.</param>
    /// <param name="components">K, 1 to D.</param>
    /// <param name="seed">Of the randomised method, which serves where both N and D are above 2,048.</param>
    /// <param name="threads">How many threads work; 0 for one per processor. It changes no bit.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>The autoencoder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Components is below 1 or above D, or the threads are negative.</exception>
    /// <exception cref="ArgumentException">A code passes the largest single-precision value.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LinearAutoencoder Fit(
        PointMatrix points, int components, ulong seed, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using WorkerTeam team = new(threads, cancellation);
        return Fit(points, components, PrincipalComponents.MethodFor(points.Rows, points.Columns), seed, team);
    }

    /// <summary>Fits an autoencoder by a given method.</summary>
    internal static LinearAutoencoder Fit(
        PointMatrix points, int components, PcaMethod method, ulong seed, WorkerTeam team)
    {
        double[] origin = new double[points.Columns];
        double scale = CentredPoints.ScaleFor(points.LargestMagnitude());
        (double[] axes, double[] squares) = PrincipalComponents.Axes(
            CentredPoints.AsTheyAre(points, scale), components, method, seed, team);
        double[] singular = Array.ConvertAll(squares, square => Math.Sqrt(Math.Max(square, 0)) / scale);
        LinearAutoencoder coder = new(new PcaResult(origin, axes, squares, scale), singular);
        PointMatrix codes = coder._axes.Transform(points, team);
        return new LinearAutoencoder(coder._axes, singular) { ReconstructionError = coder.Distance(points, codes, team) };
    }

    /// <summary>The codes of points: X W₁.</summary>
    /// <param name="points">N x D, the fitted points or others.</param>
    /// <param name="threads">How many threads work; 0 for one per processor.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>N x K, in the units of the input.</returns>
    /// <exception cref="ArgumentException">
    /// The points have another number of columns, or a code passes the largest single-precision value.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PointMatrix Encode(PointMatrix points, int threads = 0, CancellationToken cancellation = default) =>
        _axes.Transform(points, threads, cancellation);

    /// <summary>The points that codes stand for: codes W₂.</summary>
    /// <param name="codes">N x K.</param>
    /// <param name="threads">How many threads work; 0 for one per processor.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>N x D, in the units of the input.</returns>
    /// <exception cref="ArgumentException">
    /// The codes have another length, or the points do not fit into one array or single precision.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PointMatrix Decode(PointMatrix codes, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Columns != Components)
        {
            throw new ArgumentException(
                $"The codes have {codes.Columns} columns, but this autoencoder has {Components} components.", nameof(codes));
        }

        if ((long)codes.Rows * Dimensions > Array.MaxLength)
        {
            throw new ArgumentException($"{codes.Rows} x {Dimensions} values do not fit into one array.", nameof(codes));
        }

        using WorkerTeam team = new(threads, cancellation);
        float[] points = GC.AllocateUninitializedArray<float>(codes.Rows * Dimensions);
        ForEachRow(
            codes,
            (row, decoded) => TensorPrimitives.ConvertTruncating<double, float>(decoded, points.AsSpan(row * Dimensions, Dimensions)),
            team);
        return PointMatrix.From(points, codes.Rows, Dimensions);
    }

    /// <summary>
    /// Σ (x - decoded)² straight from the differences: as a difference of two sums it would lose what matters where little is left.
    /// </summary>
    private double Distance(PointMatrix points, PointMatrix codes, WorkerTeam team)
    {
        double[] squares = new double[points.Rows];
        ForEachRow(
            codes,
            (row, decoded) =>
            {
                ReadOnlySpan<float> point = points.Row(row);
                for (int column = 0; column < point.Length; column++)
                {
                    double difference = point[column] - decoded[column];
                    squares[row] += difference * difference;
                }
            },
            team);
        double sum = 0;
        foreach (double square in squares)
        {
            sum += square;
        }

        return sum;
    }

    private void ForEachRow(PointMatrix codes, Action<int, ReadOnlySpan<double>> use, WorkerTeam team)
    {
        int stride = DoubleLanes.RoundUp(Dimensions);
        double[] padded = new double[Components * stride];
        for (int axis = 0; axis < Components; axis++)
        {
            Decoder.Slice(axis * Dimensions, Dimensions).CopyTo(padded.AsSpan(axis * stride));
        }

        team.Run(
            (codes.Rows + BlockRows - 1) / BlockRows,
            (block, _) =>
            {
                double[] decoded = new double[stride];
                int end = Math.Min((block + 1) * BlockRows, codes.Rows);
                for (int row = block * BlockRows; row < end; row++)
                {
                    Array.Clear(decoded);
                    for (int axis = 0; axis < Components; axis++)
                    {
                        DoubleLanes.AddScaled(codes.Row(row)[axis], padded, axis * stride, decoded, 0, stride);
                    }

                    use(row, decoded.AsSpan(0, Dimensions));
                }
            });
    }
}
