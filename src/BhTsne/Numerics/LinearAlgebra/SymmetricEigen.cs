namespace BhTsne.Numerics;

/// <summary>
/// The largest eigenvalues of a symmetric matrix in double precision and their eigenvectors: Householder tridiagonalisation, QL, and the
/// reflections undone for the wanted vectors alone. Orthonormal to rounding, whatever the spectrum.
/// </summary>
internal sealed class SymmetricEigen
{
    private SymmetricEigen(double[] values, double[] vectors) => (Values, Vectors) = (values, vectors);

    /// <summary>The eigenvalues, the largest first.</summary>
    public double[] Values { get; }

    /// <summary>
    /// The eigenvectors in the same order: count rows of order values, each of length one; their signs are arbitrary, yet fixed.
    /// </summary>
    public double[] Vectors { get; }

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">Both triangles, finite; overwritten. Rows of stride values, zero from order on.</param>
    /// <param name="order">Rows and columns, n.</param>
    /// <param name="stride">A multiple of eight, at least n.</param>
    /// <param name="count">How many eigenvalues are wanted, 1 to n.</param>
    /// <param name="runner">Runs independent pieces of the work.</param>
    /// <returns>The largest eigenvalues (by value, not magnitude) and their vectors.</returns>
    public static SymmetricEigen Largest(double[] matrix, int order, int stride, int count, IBlockRunner runner)
    {
        double scale = ScaleToOne(matrix);
        HouseholderTridiagonal tridiagonal = HouseholderTridiagonal.Reduce(matrix, order, stride, runner);
        TridiagonalQl ql = new(tridiagonal.Diagonal, tridiagonal.OffDiagonal);

        int[] ranked = new int[order];
        for (int i = 0; i < order; i++)
        {
            ranked[i] = i;
        }

        Array.Sort(ranked, (left, right) =>
        {
            int byValue = ql.Values[right].CompareTo(ql.Values[left]);
            return byValue != 0 ? byValue : left.CompareTo(right);
        });

        double[] values = new double[count], vectors = new double[count * order];
        for (int i = 0; i < count; i++)
        {
            values[i] = ql.Values[ranked[i]] / scale;
        }

        runner.Run((count + DoubleLanes.Count - 1) / DoubleLanes.Count, (block, _) =>
        {
            int first = block * DoubleLanes.Count, lanes = Math.Min(DoubleLanes.Count, count - first);
            double[] eight = new double[order * DoubleLanes.Count];
            ql.Vectors(ranked.AsSpan(first, lanes), eight);
            tridiagonal.TransformBack(eight);
            for (int lane = 0; lane < lanes; lane++)
            {
                int target = (first + lane) * order;
                for (int i = 0; i < order; i++)
                {
                    vectors[target + i] = eight[(i * DoubleLanes.Count) + lane];
                }
            }
        });
        return new SymmetricEigen(values, vectors);
    }

    /// <summary>Multiplies by the power of two that takes the largest magnitude to 0.5 .. 1, which loses no bit, and returns it.</summary>
    private static double ScaleToOne(double[] matrix)
    {
        double largest = 0;
        foreach (double value in matrix)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        // Two powers within the range of double on either side, so that neither the factor nor its inverse overflows.
        double scale = largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(-1 - Math.ILogB(largest), -1000, 1000));
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i] *= scale;
        }

        return scale;
    }
}
